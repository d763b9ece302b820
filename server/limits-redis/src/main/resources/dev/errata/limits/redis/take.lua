-- Takes a token: {1 or 0, units left, microseconds left of the window}. A bucket is units, units of a full one, what is left
-- of the window, and the time at which it was seen; all are whole numbers, and times are microseconds.
local now, full, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local refill, window = tonumber(ARGV[4]), tonumber(ARGV[5])
local units, rest, seen = full, window, now
local held = redis.call('GET', KEYS[1])
if held then
  local was
  units, was, rest, seen = struct.unpack('>dddd', held)
  if was ~= full then
    units = math.floor(units * full / was)
  end
  local elapsed = 0
  if now > seen then
    elapsed, seen = now - seen, now
  elseif now < seen - tonumber(ARGV[6]) then
    seen = now
  end
  if refill > 0 then
    units = math.min(full, units + elapsed * refill)
  elseif elapsed < rest then
    rest = math.min(rest - elapsed, window)
  else
    units, rest = full, window
  end
end
local granted = 0
if units >= cost then
  units, granted = units - cost, 1
end
redis.call('SET', KEYS[1], struct.pack('>dddd', units, full, rest, seen), 'PX', ARGV[7])
return {granted, units, rest}

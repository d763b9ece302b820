-- For how many microseconds a network is locked: {0} when it is not. A network is its failures and the time until which
-- they, or its lock, hold.
local held = redis.call('GET', KEYS[1])
if held then
  local failures, till = struct.unpack('>dd', held)
  local now = tonumber(ARGV[1])
  if failures >= tonumber(ARGV[3]) and now < till and till <= tonumber(ARGV[2]) then
    return {till - now}
  end
end
return {0}

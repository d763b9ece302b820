-- Gives a token back to a bucket that is there still.
local held = redis.call('GET', KEYS[1])
if held then
  local units, full, rest, seen = struct.unpack('>dddd', held)
  redis.call('SET', KEYS[1], struct.pack('>dddd', math.min(full, units + tonumber(ARGV[1])), full, rest, seen), 'KEEPTTL')
end
return {}

-- What is known of a bucket: {units, units of a full one, what was left of the window, when it was seen}; {} of none.
local held = redis.call('GET', KEYS[1])
if held then
  local units, full, rest, seen = struct.unpack('>dddd', held)
  return {units, full, rest, seen}
end
return {}

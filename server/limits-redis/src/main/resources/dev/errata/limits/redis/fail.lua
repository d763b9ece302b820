-- Counts a failure: {0}, or for how many microseconds the network is locked already.
local now, most = tonumber(ARGV[1]), tonumber(ARGV[3])
local failures, till = 1, tonumber(ARGV[4])
local held = redis.call('GET', KEYS[1])
if held then
  local before, holds = struct.unpack('>dd', held)
  if now < holds and holds <= tonumber(ARGV[2]) then
    if before >= most then
      return {holds - now}
    end
    failures = before + 1
    till = failures < most and holds or tonumber(ARGV[5])
  end
end
redis.call('SET', KEYS[1], struct.pack('>dd', failures, till), 'PX', ARGV[6])
return {0}

-- Accounts: what was taken from them (GCRA, ITU-T I.371, Annex A).
--
-- INVARIANT: an account is the moment at which all that was taken from it will have been earned,
-- and is no further ahead of now than the burst of its last charge. All charges of a step are taken
-- or none. An account that owes nothing is as good as one that was never there.
--
-- A moment is microseconds and, beside them, nanoseconds: in one number they would not be exact.

local MAX_ACCOUNTS = 100000
-- More than one step can add, so that those that owe nothing become fewer.
local SWEPT_ACCOUNTS = 100

local function sweep_accounts()
  local over = call('ZRANGEBYSCORE', K_EARNED, '-inf', digits(now - 1), 'LIMIT', 0, SWEPT_ACCOUNTS)
  if #over == 0 then return end
  call('ZREM', K_EARNED, unpack(over))
  call('HDEL', K_ACCOUNTS, unpack(over))
end

-- How many nanoseconds ahead of now an account is.
local function owed(kept)
  if not kept then return 0 end
  local micros, nanos = string.match(kept, '^(%d+) (%d+)$')
  return math.max(0, (micros - now) * 1000 + nanos)
end

-- arguments: account, cost, burst, both in nanoseconds; and so on
function steps.charge(arguments)
  sweep_accounts()
  local ahead_of, fresh = {}, 0
  for i = 1, #arguments, 3 do
    local kept = call('HGET', K_ACCOUNTS, arguments[i])
    if not kept then fresh = fresh + 1 end
    local after = owed(kept) + arguments[i + 1]
    if after > tonumber(arguments[i + 2]) then
      return { 'later', (i - 1) / 3, after - arguments[i + 2] }
    end
    ahead_of[i] = after
  end
  if fresh > 0 and call('HLEN', K_ACCOUNTS) + fresh > MAX_ACCOUNTS then return { 'full' } end
  for i = 1, #arguments, 3 do
    local micros = digits(now + math.floor(ahead_of[i] / 1000))
    call('HSET', K_ACCOUNTS, arguments[i], micros .. ' ' .. digits(ahead_of[i] % 1000))
    call('ZADD', K_EARNED, micros, arguments[i])
  end
  return { 'taken' }
end

-- The way in.
--
-- INVARIANT: every step may be repeated as it is: what it has done it does not do again, and who
-- asks with the same name is answered as the first time. No step acts by a time that is not
-- written down.
--
-- arguments: 1 the step; then those of the step

-- They tell nothing of the time, and so leave no trace.
local QUIET = { closed = true, open = true, opencount = true }

local function run(keys, arguments)
  begin(keys)
  local name = table.remove(arguments, 1)
  if not QUIET[name] then write_time() end
  return steps[name](arguments)
end

-- What was begun must come to its end when Redis is full.
redis.register_function(LIBRARY, run)
redis.register_function({ function_name = LIBRARY .. '_settle', callback = run,
  flags = { 'allow-oom' } })

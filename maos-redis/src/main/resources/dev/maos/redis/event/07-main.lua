-- The two functions of this library.
--
-- INVARIANT: making room works when Redis is full, or nothing could ever make room.

redis.register_function(LIBRARY, run)
redis.register_function({ function_name = LIBRARY .. '_tend', callback = run,
  flags = { 'allow-oom' } })

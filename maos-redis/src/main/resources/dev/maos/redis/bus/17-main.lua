-- The run: checks the command's number, does its operations in order, writes what has changed.
--
-- INVARIANT: the commands of a session are numbered 1, 2, 3. A number that was seen before answers
-- what it answered then and changes nothing; one that leaves a gap is refused, because what is
-- missing must come first. Numbers that took no effect are given out again in the next generation,
-- and a late command of an older generation is refused.

do
local KEPT_ANSWERS = 8

-- Operations all of whose writing is turned back if the run breaks off, or looked at before the end.
-- The others also write what is not, and look at everything first.
local CAREFUL = { P = true, X = true, A = true }

-- status, answers, bells of this process, frames in the answer, the frames, letters
local function reply(status, text)
  local list = {}
  for i, id in ipairs(rings[PROCESS] or {}) do list[i] = pack('>I6', id) end
  local r = { status, text, table.concat(list), #sent_order }
  for _, id in ipairs(sent_order) do r[#r + 1] = frame(id) or '' end
  for _, letter in ipairs(letters_sent) do r[#r + 1] = letter end
  return r
end

-- session: field 's' I8 number, I8 generation; for each of the last answers a field with I8 number,
-- I8 generation, frames that went with it, answers

-- What to answer without doing anything, if the number is not the next one.
local function out_of_turn(number, generation)
  local session = call('HGET', K_SESSION, 's')
  local last, known_generation = 0, 0
  if session then last, known_generation = unpack_at('>I8I8', session) end
  if generation < known_generation then return { 'old' } end
  if number > last + 1 then return { 'gap', tostring(last) } end
  if number == last + 1 then return nil end
  local kept = call('HGET', K_SESSION, number % KEPT_ANSWERS)
  if not kept or unpack_at('>I8', kept) ~= number then return { 'forgotten' } end
  local _, _, frames, at = unpack_at('>I8I8I4c0', kept)
  for id in string.gmatch(frames, '%d+') do sent_order[#sent_order + 1] = tonumber(id) end
  return reply('again', sub(kept, at))
end

local function write_queues()
  local changed = {}
  for _, q in ipairs(queue_order) do
    local s = not q.gone and write_queue(q)
    if s and s ~= q.before then
      q.before = s
      changed[#changed + 1], changed[#changed + 2] = q.name, s
    end
  end
  in_portions('HSET', K_QUEUES, changed, 1000)
end

-- The counter goes first: whatever happens behind it, no number is given out twice.
local function write_all()
  if seq ~= seq_before then call('HSET', K_META, 'seq', seq) end
  flush_grants()
  flush_lists()
  flush_ids()
  flush_frames()
  ring_out()
  settle_ears()
  write_queues()
end

-- Lua itself writes no more than 14 digits of a number.
local function written(numbers)
  local list = {}
  for i, number in ipairs(numbers) do list[i] = string.format('%.0f', number) end
  return table.concat(list, ',')
end

local function keep_answer(number, generation, text)
  local state = pack('>I8I8', number, generation)
  local order = written(sent_order)
  call('HSET', K_SESSION, 's', state, number % KEPT_ANSWERS,
    state .. pack('>I4', #order) .. order .. text)
  if number == 1 then call('PEXPIRE', K_SESSION, SESSION_MS) end
end

local function check_keys_of(arguments)
  local at = 6
  while arguments[at] do
    local letter = sub(arguments[at], 1, 1)
    if not CAREFUL[letter] then return check_keys() end
    at = at + 1 + (letter == 'P' and 2 * unpack_at('>I2', arguments[at], 2) or 0)
  end
end

local function do_operations(arguments)
  local at = 6
  while arguments[at] do
    at = at + 1 + (operations[sub(arguments[at], 1, 1)](arguments[at], at) or 0)
  end
  -- From here on nothing may break off any more.
  grants_may_be_written(check_type)
  frames_may_be_written(check_type)
end

-- Ends the run with an error that pcall has caught, and made a text of on some servers.
local function break_off(failure)
  local text = type(failure) == 'table' and failure.err or tostring(failure)
  if not string.find(text, '^%u+ ') then text = 'ERR ' .. text end
  error({ err = text })
end

local function act(keys, arguments)
  for _, begin in ipairs(beginnings) do begin(keys, arguments) end
  local number, generation = tonumber(arguments[2]), tonumber(arguments[4])
  local early = number > 0 and out_of_turn(number, generation)
  if early then
    drop_written_twice(arguments[5])
    return early
  end
  check_keys_of(arguments)
  if not frames_are_there(arguments[5]) then return { 'missing' } end
  local fine, failure = pcall(do_operations, arguments)
  if not fine then
    undo_all()
    break_off(failure)
  end
  write_all()
  local text = table.concat(answers, '', 1, answered)
  if number > 0 then keep_answer(number, generation, text) end
  say_all()
  return reply('ok', text)
end

local function run(keys, arguments)
  local result = act(keys, arguments)
  running = false
  return result
end

-- Settling must work when Redis is full, or nothing could ever make room.
redis.register_function(LIBRARY, run)
redis.register_function({ function_name = LIBRARY .. '_settle', callback = run,
  flags = { 'allow-oom' } })
end

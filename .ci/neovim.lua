-- Drives a real Neovim with the configuration from editors/: open a faulty post,
-- read the findings, apply a fix, type a mistake and see it on both rows while
-- typing, silence it from a code action, align the table, save. Run by .ci/editors.
local uv = vim.loop
local function fail(why)
  io.stderr:write("neovim: " .. why .. "\n")
  vim.cmd("cquit 1")
end

vim.cmd("luafile editors/neovim/eventlint.lua")
vim.cmd("filetype on")
vim.cmd("edit " .. vim.env.POST)
vim.bo.filetype = "markdown"

-- What a person sees: the lines that are underlined, and how.
local function shown()
  local out = {}
  for _, it in ipairs(vim.diagnostic.get(0)) do
    local code = it.code or (it.user_data and it.user_data.lsp and it.user_data.lsp.code)
    out[#out + 1] = it.lnum + 1 .. " " .. vim.diagnostic.severity[it.severity] .. " " .. tostring(code)
  end
  table.sort(out)
  return table.concat(out, ", ")
end
local function await(what, wanted)
  if not vim.wait(20000, function() return shown() == wanted end, 10) then
    fail(what .. ': findings are "' .. shown() .. '", not "' .. wanted .. '"')
  end
end
local function underlined(line)
  for _, it in pairs(vim.diagnostic.get_namespaces()) do
    local space = it.user_data.underline_ns or -1
    for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, space, { line - 1, 0 }, { line - 1, -1 }, { details = true })) do
      if tostring(mark[4].hl_group):find("DiagnosticUnderline") then return true end
    end
  end
  return false
end
local function act(line, column, wanted)
  local place = { line = line - 1, character = column }
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(),
    range = { start = place, ["end"] = place },
    context = { diagnostics = {} },
  }
  local offered = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 10000) or {}
  for _, answer in pairs(offered) do
    for _, action in ipairs(answer.result or {}) do
      if wanted(action) then
        if not action.edit then
          local resolved = vim.lsp.buf_request_sync(0, "codeAction/resolve", action, 10000) or {}
          for _, it in pairs(resolved) do action = it.result or action end
        end
        return vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
      end
    end
  end
  fail("no such action at line " .. line .. vim.inspect(offered))
end

local started = uv.hrtime()
await("open", "2 ERROR front-matter/syntax")
act(2, 8, function(action) return action.isPreferred end)
await("after the fix", "")
local row = vim.fn.search("14h20-14h40")
local line = vim.api.nvim_get_current_line()

-- In insert mode, as a person types: the marks have to come before it is left.
local both = row - 1 .. " HINT schedule/overlap, " .. row .. " ERROR schedule/overlap"
local seen, last = false, ""
local deadline = uv.hrtime() + 20e9
local timer = uv.new_timer()
timer:start(10, 10, vim.schedule_wrap(function()
  if vim.api.nvim_get_mode().mode ~= "i" then return end
  last = shown()
  seen = seen or (last == both and underlined(row) and underlined(row - 1))
  if seen or uv.hrtime() > deadline then
    vim.api.nvim_input("<Esc>")
  end
end))
vim.api.nvim_win_set_cursor(0, { row, line:find("14h20") + 2 })
vim.api.nvim_feedkeys("s1", "xt!", false)
timer:stop()
if not vim.api.nvim_get_current_line():find("14h10%-14h40") then fail("typed " .. vim.api.nvim_get_current_line()) end
if not seen then fail("while typing: the overlap is not underlined on both rows: " .. last) end
vim.cmd("undo")
await("mended", "")

-- Silenced from the other row, by a comment that breaks no table.
vim.api.nvim_buf_set_lines(0, row - 1, row, false, { (line:gsub("14h20", "14h10")) })
await("again", both)
act(row - 1, 4, function(action) return action.title:find("^Silence schedule/overlap") end)
await("silenced", "")
if vim.lsp.buf.format then
  vim.lsp.buf.format({ timeout_ms = 10000 })
else
  vim.lsp.buf.formatting_sync(nil, 10000)
end
await("formatted", "")
vim.cmd("write")
io.stdout:write(string.format("neovim %d.%d: %d ms\n", vim.version().major, vim.version().minor, (uv.hrtime() - started) / 1e6))
vim.cmd("qall!")

-- Drives a real Neovim: open a faulty post, read the findings, apply a fix,
-- type a mistake and see it. Run by .ci/editors.
local binary, file = vim.env.EVENTLINT, vim.env.POST
local function fail(why)
  io.stderr:write("neovim: " .. why .. "\n")
  vim.cmd("cquit 1")
end
vim.cmd("edit " .. file)
local id = vim.lsp.start_client({ name = "eventlint", cmd = { binary, "lsp" }, root_dir = vim.fn.fnamemodify(file, ":h") })
if not id then fail("the server does not start") end
vim.lsp.buf_attach_client(0, id)
local function codes()
  local out = {}
  for _, it in ipairs(vim.diagnostic.get(0)) do
    out[#out + 1] = tostring(it.code or (it.user_data and it.user_data.lsp and it.user_data.lsp.code))
  end
  table.sort(out)
  return table.concat(out, " ")
end
local function await(what, wanted)
  if not vim.wait(10000, function() return codes() == wanted end, 20) then
    fail(what .. ': findings are "' .. codes() .. '", not "' .. wanted .. '"')
  end
end
await("open", "front-matter/syntax")
local actions = vim.lsp.buf_request_sync(0, "textDocument/codeAction", {
  textDocument = vim.lsp.util.make_text_document_params(),
  range = { start = { line = 1, character = 8 }, ["end"] = { line = 1, character = 8 } },
  context = { diagnostics = {} },
}, 10000)
local applied = false
for _, answer in pairs(actions or {}) do
  for _, action in ipairs(answer.result or {}) do
    if action.isPreferred and not applied then
      vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
      applied = true
    end
  end
end
if not applied then fail("no fix is offered") end
await("after the fix", "")
local line = vim.fn.search("14:30 - 15:00")
vim.api.nvim_buf_set_lines(0, line - 1, line, false, { "- 14:10 - 15:00: Maps" })
await("while typing", "schedule/overlap")
vim.api.nvim_buf_set_lines(0, line - 1, line, false, { "- 14:30 - 15:00: Maps" })
await("mended", "")
vim.cmd("write")
vim.cmd("qall!")

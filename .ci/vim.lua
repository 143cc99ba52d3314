-- The compiler file for Vim, in Neovim's quickfix: each severity has its place
-- and its letter. Run by .ci/editors.
vim.opt.runtimepath:prepend("editors/vim")
vim.cmd("edit " .. vim.env.POST)
vim.cmd("compiler eventlint")
vim.cmd("silent make!")
local found = {}
for _, it in ipairs(vim.fn.getqflist()) do
  if it.valid == 1 then
    found[#found + 1] = it.lnum .. ":" .. it.col .. it.type .. " " .. vim.fn.fnamemodify(vim.fn.bufname(it.bufnr), ":t")
  end
end
local all = table.concat(found, ", ")
if all ~= vim.env.WANTED then
  io.stderr:write('vim: the quickfix list is "' .. all .. '", not "' .. vim.env.WANTED .. '"\n')
  vim.cmd("cquit 1")
end
io.stdout:write("vim: the quickfix list\n")
vim.cmd("qall!")

-- eventlint in Neovim, from 0.7 on. Copy it to ~/.config/nvim/plugin/, or source it.
local config = {
  name = "eventlint",
  cmd = { "eventlint", "lsp" },
  filetypes = { "markdown" },
  root_markers = { ".eventlint.yaml", "eventlint.yaml", ".git" },
  -- Lengths of sessions and gaps between them behind their times; dead links on save.
  init_options = { inlayHints = true, links = false },
}

-- Marks come and go while you type. Both rows of an overlap are marked: the one
-- that collides, and, as a hint, the other.
vim.diagnostic.config({ virtual_text = true, severity_sort = true, update_in_insert = true })

if vim.lsp.config then -- 0.11
  vim.lsp.config("eventlint", config)
  vim.lsp.enable("eventlint")
  return
end

local function root(file)
  for folder in vim.fs and vim.fs.parents(file) or function() end do
    for _, mark in ipairs(config.root_markers) do
      if vim.loop.fs_stat(folder .. "/" .. mark) then
        return folder
      end
    end
  end
  return vim.fn.fnamemodify(file, ":p:h")
end

local clients = {}
vim.api.nvim_create_autocmd("FileType", {
  pattern = config.filetypes,
  callback = function(args)
    local here = vim.tbl_extend("force", config, { root_dir = root(vim.api.nvim_buf_get_name(args.buf)) })
    if vim.lsp.start then -- 0.8
      vim.lsp.start(here)
    else
      clients[here.root_dir] = clients[here.root_dir] or vim.lsp.start_client(here)
      vim.lsp.buf_attach_client(args.buf, clients[here.root_dir])
    end
  end,
})

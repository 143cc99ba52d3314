" :compiler eventlint, then :make fills the quickfix list.
if exists("current_compiler")
  finish
endif
let current_compiler = "eventlint"
CompilerSet makeprg=eventlint\ check\ --format\ short\ --quiet\ -v\ %:S
CompilerSet errorformat=%f:%l:%c:\ %trror[%*[^]]]\ %m,%f:%l:%c:\ %tarning[%*[^]]]\ %m,%f:%l:%c:\ %tote[%*[^]]]\ %m

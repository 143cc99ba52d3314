;;; eventlint.el --- Proofread event posts with eglot -*- lexical-binding: t -*-

;; Eglot is part of Emacs from 29 on; before that it is a package of its own.
;; Load this file from the init file; markdown-mode is needed, too.

(require 'eglot)

(add-to-list 'eglot-server-programs
             '((markdown-mode gfm-mode)
               . ("eventlint" "lsp" :initializationOptions (:inlayHints t :links :json-false))))

(add-hook 'markdown-mode-hook #'eglot-ensure)
(add-hook 'gfm-mode-hook #'eglot-ensure)

(provide 'eventlint)
;;; eventlint.el ends here

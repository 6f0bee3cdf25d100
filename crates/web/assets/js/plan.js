// 訪問の計画: tells at once what speaks against a change. Without this module the button 「確かめる」 does it.

import { preview } from "./preview.js";

document.querySelectorAll("form[data-preview]").forEach(preview);

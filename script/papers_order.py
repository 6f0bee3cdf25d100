#!/usr/bin/env python3
"""Whether the sentences of a form's plain text stand in its PDF in the same order. The text of the PDF comes in on standard input."""

import pathlib
import re
import sys


def bare(text: str) -> str:
    """Letters and digits only: pages break lines and set marks where they like."""
    return re.sub(r"[\W_]+", "", text)


def main() -> int:
    page = bare(sys.stdin.read())
    place = 0
    for line in pathlib.Path(sys.argv[1]).read_text("utf-8").splitlines():
        # Long ones only: a table's head is said anew in each row of the text, and once on paper.
        sentence = bare(line)
        if len(sentence) < 30 or "http" in sentence:
            continue
        at = page.find(sentence[:30], place)
        if at < 0:
            print(f"not found in order: {line[:60]}", file=sys.stderr)
            return 1
        place = at
    return 0


if __name__ == "__main__":
    sys.exit(main())

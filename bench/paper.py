"""Prints HTML letters as PDF with WeasyPrint, one after the other in one process, the first not counted. JSON on standard output.

    python paper.py FOLDER NAME …    reads FOLDER/NAME.html
"""

import json
import sys
import time
from pathlib import Path

import weasyprint

folder, *names = sys.argv[1:]
fonts = weasyprint.text.fonts.FontConfiguration()
times = []
for name in names:
    begun = time.perf_counter()
    weasyprint.HTML(Path(folder, f"{name}.html")).write_pdf(Path(folder, f"{name}.weasy.pdf"), font_config=fonts)
    times.append((time.perf_counter() - begun) * 1000)
times = sorted(times[1:])
print(json.dumps({"version": weasyprint.__version__, "p50_ms": times[len(times) // 2], "p95_ms": times[len(times) * 95 // 100]}))

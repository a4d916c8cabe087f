"""How long a search of the built site takes in Chromium: `python -m benchmarks.bench_search [SITE]`.

Asks the search's own worker, in both editions, and prints for each query the milliseconds until its answer and the
number of entries found. The first query brings the index with it.
"""

from __future__ import annotations

import argparse
import shutil
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.lighthouse import BROWSERS, FLAGS, Packed

QUERIES = {
    "": ("科学技术", "科协", "kexie", "2060702", "三公经费", "632.04", "没有这样的机构", "昌吉 科学技术协会 2024"),
    "en/": ("science", "kexie", "2060702", "basic wages", "632.04", "no such body", "fiscal appropriation 2024"),
}
ASK = """async (queries) => {
    const worker = new Worker(new URL("scripts/search.js", location.href));
    const ask = (message) => new Promise((done) => {
        const start = performance.now();
        worker.onmessage = ({ data }) => done([performance.now() - start, data.data?.items.length ?? 0]);
        worker.postMessage(message);
    });
    await ask({ type: 0, data: { config: {}, docs: [] } });
    const answers = [];
    for (const query of queries) answers.push([query, ...await ask({ type: 2, data: query })]);
    return answers;
}"""


def main(site: Path) -> None:
    """Prints the time of each query."""
    chrome = next(filter(None, map(shutil.which, BROWSERS)), None)
    handler = partial(Packed, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as engine:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = engine.chromium.launch(executable_path=chrome, args=FLAGS.split()[1:])
        for edition, queries in QUERIES.items():
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_address[1]}/{edition}")
            print(f"/{edition}")
            for number, (query, milliseconds, found) in enumerate(page.evaluate(ASK, [queries[0], *queries])):
                print(f"{milliseconds:>8.0f} ms {found:>4}  {query}{'' if number else '  (with the index)'}")
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", default="site", type=Path)
    main(parser.parse_args().site)

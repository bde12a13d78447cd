/* Keeps bands, badges and links in code that highlight.js colours in the browser: for MkDocs's own themes, where a site
 * asks them to colour Dockerfiles.
 *
 * It writes the code anew, from its text alone. So a copy of ours is put aside before, and behind it the colours are
 * put around the texts in that copy. Needs to run before DOMContentLoaded, as deferred scripts do.
 */
(() => {
  const texts = root => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  };

  const merge = ([code, marked]) => {
    // Left alone, or no longer the same text.
    if (code.querySelector(".ms-line,.ms-ref,.ms-badge") || code.textContent !== marked.textContent) return;
    const theirs = texts(code);
    let used = 0;
    texts(marked).forEach(mine => {
      for (let left = mine.data; left; ) {
        const node = theirs[0];
        let piece = left.slice(0, node.length - used);
        used += piece.length;
        left = left.slice(piece.length);
        for (let up = node.parentNode; up !== code; up = up.parentNode) {
          const shell = up.cloneNode();
          shell.append(piece);
          piece = shell;
        }
        mine.before(piece);
        if (used === node.length) {
          theirs.shift();
          used = 0;
        }
      }
      mine.remove();
    });
    code.replaceChildren(...marked.childNodes);
  };

  const once = Symbol.for("mkdocs-multistage-highlightjs");
  if (document[once]) return;
  document[once] = true;
  const kept = [...document.querySelectorAll(".multistage-code code")].map(code => [code, code.cloneNode(true)]);
  // highlight.js waits for the same event.
  addEventListener("DOMContentLoaded", () => setTimeout(() => {
    kept.forEach(merge);
    // The browser went to a place that was gone when it came.
    if (location.hash && !document.querySelector(":target")) location.replace(location.hash);
  }));
})();

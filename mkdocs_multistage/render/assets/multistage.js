/* What the figures can do beyond being read. Without this script they say all the same.
 *
 * In: the data-multistage-* attributes of figures and code (docs/html.md lists them). Out: classes, which
 * the style sheet draws, and in each caption a command with its target to choose.
 *
 *   is-on, is-near   the stage under the pointer or the focus, and those beside it; figure and code: has-on
 *   is-out, is-goal  what the chosen target leaves out, and that target itself; is-skip follows
 *   is-again         comes and goes on a line that is jumped to again
 *
 * The choice is in the address: #<the figure's id>:<stage>, with nothing behind the colon for the last stage.
 * Nothing from the page is evaluated or becomes markup, and no style attribute is written: the strictest
 * Content-Security-Policy lets it pass. What the site gets is this without comments and idle white space.
 */
(() => {
  const doc = document;
  // A second copy has nothing left to do: the first listens to the document, whatever page is in it.
  const once = Symbol.for("mkdocs-multistage");
  if (doc[once]) return;
  doc[once] = 1;

  const on = (type, action) => doc.addEventListener(type, action);
  const ours = "data-multistage-";
  const data = (el, name) => el.getAttribute(ours + name) || "";
  const pairs = (el, name) => data(el, name).split(" ").filter(Boolean).map(pair => pair.split(":"));
  // What belongs to an example: its figure and its blocks of code bear the figure's id.
  const of = (id, inside) => doc.querySelectorAll(`[${ours}example="${CSS.escape(id)}"]${inside}`);
  const each = (id, name, action) => of(id, ` [${ours}${name}]`).forEach(el => action(el, data(el, name), el.classList));
  const make = (name, attrs, ...content) => {
    const el = doc.createElement(name);
    for (const key in attrs) el.setAttribute(key, attrs[key]);
    el.append(...content);
    return el;
  };

  /* Put pale lines below full ones, and a stage's own line below both, each in the order in which they came. */
  const layer = figure => {
    figure.lines ??= [...of(figure.id, ` :is([${ours}edge],.ms-tr)`)].reverse();
    const depth = el => el.matches(".ms-tr") * 2 + el.matches(".is-skip:not(.is-on),.has-on :not(.is-on)");
    [...figure.lines].sort((one, other) => depth(one) - depth(other)).forEach(el => el.parentNode.prepend(el));
  };

  /* Light what belongs to a stage; with none, put it out. */
  const paint = (id, stage) => {
    const figure = doc.getElementById(id);
    const near = new Set();
    if (figure) pairs(figure, "edges").forEach(pair => pair.includes(stage) && pair.forEach(key => near.add(key)));
    each(id, "stage", (el, key, names) => {
      names.toggle("is-on", key === stage);
      names.toggle("is-near", near.has(key));
    });
    each(id, "edge", (el, key, names) => names.toggle("is-on", pairs(el, "edge").some(pair => pair.includes(stage))));
    of(id, "").forEach(el => el.classList.toggle("has-on", stage));
    figure && layer(figure);
  };
  let lit = [];
  const light = el => {
    // Where the pointer is on none, the one that has the focus.
    const at = [el, doc.activeElement].map(one => one?.closest(`[${ours}ref],[${ours}stage]`)).find(Boolean);
    const home = at?.closest(`[${ours}example]`);
    const now = home ? [data(home, "example"), data(at, "ref") || data(at, "stage")] : [];
    if (now + "" === lit + "") return;
    paint(lit[0], "");
    paint(...now);
    lit = now;
  };
  on("pointerover", event => event.pointerType === "touch" || light(event.target));
  doc.documentElement.addEventListener("pointerleave", () => light());
  on("focusin", event => light(event.target));
  on("focusout", () => light());

  /* Show what building a target would build, `usual` being how the page came; gives the stages that it needs. */
  const show = (figure, edges, target, usual) => {
    const { id } = figure;
    const need = new Set([target]);
    // Edges stand in the order of what they lead to: from the end, one pass finds all.
    edges.reverse().forEach(([from, to]) => need.has(to) && need.add(from));
    const mark = (el, names, isOut) => {
      el.isSkip ??= names.contains("is-skip");
      names.toggle("is-out", !usual && isOut);
      names.toggle("is-skip", usual ? el.isSkip : isOut);
    };
    each(id, "stage", (el, key, names) => {
      mark(el, names, !need.has(key));
      names.toggle("is-goal", !usual && key === target);
    });
    each(id, "edge", (el, key, names) => mark(el, names, !pairs(el, "edge").some(pair => need.has(pair[1]))));
    layer(figure);
    return need;
  };

  /* A text with something in place of each {word}. */
  const fill = (text, values) => text.split(/\{(\w+)\}/).map((part, at) => (at % 2 ? values[part] ?? "" : part));

  const copy = async (text, place) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Browsers have no clipboard for pages that come over plain HTTP.
      const field = make("textarea", { class: "ms-sr" });
      field.value = text;
      place.append(field);
      field.select();
      doc.execCommand("copy");
      field.remove();
    }
  };

  // The address that was last followed, or written.
  let seen = "";

  /* For each figure with something to choose the function that chooses a target by its name. */
  const choosers = new WeakMap();
  const equip = figure => {
    if (choosers.has(figure)) return;
    const caption = figure.querySelector(".ms-cap");
    const say = caption.querySelector(".ms-say > :last-child");
    const said = [...say.childNodes];
    const [[last, own]] = pairs(figure, "default");
    const names = [["", last], ...pairs(figure, "targets").map(pair => pair.reverse())];
    const usual = names.find(pair => pair[1] === data(figure, "target"))[0];
    const keys = new Map(names);
    const flag = name => name && "--target " + name;
    const command = name => "docker build " + (name && flag(name) + " ") + ".";
    const options = names.map(([name]) => make("option", { value: name }, flag(name) || `(${data(caption, "default")})`));
    const select = make("select", { "aria-label": data(caption, "choose") }, ...options);
    const label = data(caption, "copy");
    const button = make("button", { type: "button", "aria-label": label, title: label });
    const status = make("span", { class: "ms-sr", role: "status" });

    const choose = (name = usual) => {
      if (!keys.has(name)) return false;
      select.value = name;
      const need = show(figure, pairs(figure, "edges"), keys.get(name), name === usual);
      const total = +last + 1;
      const count = make("b", {}, [...need].filter(key => key >= 0).length);
      const skipped = names.filter(pair => !need.has(pair[1])).map(([name]) => name || own || data(caption, "default"));
      say.replaceChildren(
        ...(name === usual
          ? said
          : [
              make("code", { class: "ms-print", dir: "ltr" }, command(name)),
              ...fill(data(caption, "builds"), { count, total }),
              ...(skipped[0] ? [make("span", { class: "ms-sr" }, "; ", ...fill(data(caption, "leaves-out"), { skipped: new Intl.ListFormat(figure.lang).format(skipped) }))] : []),
            ]),
      );
      return figure;
    };
    choosers.set(figure, choose);
    choose();
    say.setAttribute("role", "status");
    caption.append(make("span", { class: "ms-cmd", dir: "ltr" }, "docker build", select, ".", button, status));

    select.addEventListener("change", () => {
      choose(select.value);
      seen = select.value === usual ? "" : `#${figure.id}:${select.value}`;
      history.replaceState(history.state, "", location.pathname + location.search + seen);
    });
    button.addEventListener("click", async () => {
      await copy(command(select.value), caption);
      button.focus();
      button.className = "is-done";
      status.textContent = data(caption, "copied");
      setTimeout(() => status.textContent = button.className = "", 2000);
    });
  };

  /* Choose what an address says, or take that back; gives the figure. */
  const follow = (hash, back) => {
    const [id, name] = hash.slice(1).split(":");
    return name !== undefined && choosers.get(doc.getElementById(id))?.(back ? undefined : name);
  };
  const arrive = () => {
    const before = seen;
    seen = location.hash;
    if (seen === before) return;
    seen || follow(before, 1);
    const figure = follow(seen);
    for (let up = figure; (up = up?.parentElement); ) {
      if (up.matches("details")) up.open = true;
      if (up.matches(".tabbed-block")) {
        const tabs = up.closest(".tabbed-set").querySelectorAll(":scope > input");
        tabs[[...up.parentElement.children].indexOf(up)]?.click();
      }
    }
    figure && figure.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", arrive);
  on("click", event => {
    // Material follows links by itself, and without that event.
    setTimeout(arrive);
    // A link to where one is already has the line light up once more.
    event.target.closest(`[*|href="${CSS.escape(location.hash)}"]`) &&
      doc.querySelector(".ms-band:has(:target)")?.classList.toggle("is-again");
  });

  const start = () => {
    doc.querySelectorAll(`figure[${ours}example][${ours}targets]`).forEach(equip);
    seen = "";
    arrive();
  };
  // Material's instant navigation brings further pages without loading one.
  const begin = () => window.document$?.subscribe(start) ?? start();
  doc.readyState === "loading" ? on("DOMContentLoaded", begin) : begin();
})();

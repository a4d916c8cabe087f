/* Completes a page with what is the same on all of them: the theme's header, search, menus and switches. The page loads
   it in its header and can be read without it; the theme's own script comes after it. */
const here = document.currentScript;
const up = here.getAttribute("src").replace("scripts/chrome.js", "") || "./";
const pieces = {/* pieces */};
const html = (name) => pieces[name].replaceAll("@up@", up);

/* early */

{
  const nav = here.parentElement;
  const twin = nav.querySelector(".mz-twin")?.getAttribute("href");
  nav.innerHTML = html("header");
  nav.querySelector(".mz-twin")?.setAttribute("href", twin);
  const topic = nav.querySelector('[data-md-component="header-topic"] .md-ellipsis');
  if (topic) topic.textContent = document.title.replace(/ - [^-]*$/, "");
  /* palette */
}

/* The headings of the page, nested, as the theme lists them. */
const contents = () => {
  const top = { level: 0, items: [] };
  const path = [top];
  for (const heading of document.querySelectorAll("article :is(h2, h3, h4)[id]")) {
    if (heading.closest("dialog")) continue;
    const level = Number(heading.tagName[1]);
    while (path.at(-1).level >= level) path.pop();
    const name = heading.cloneNode(true);
    for (const small of name.querySelectorAll("small")) small.remove();
    const item = { level, items: [], id: heading.id, name: name.textContent.trim() };
    path.at(-1).items.push(item);
    path.push(item);
  }
  return top.items;
};

const listOf = (items) => items.map((item) => {
  const line = document.createElement("li");
  line.className = "md-nav__item";
  line.innerHTML = '<a class="md-nav__link"><span class="md-ellipsis"></span></a>';
  line.firstChild.href = `#${item.id}`;
  line.firstChild.firstChild.textContent = item.name;
  if (item.items.length) {
    const nav = document.createElement("nav");
    nav.className = "md-nav";
    nav.setAttribute("aria-label", item.name);
    nav.innerHTML = '<ul class="md-nav__list"></ul>';
    nav.firstChild.append(...listOf(item.items));
    line.append(nav);
  }
  return line;
});

const complete = () => {
  const aside = document.querySelector("[data-mz-toc]");
  const { hidden } = aside;
  const items = contents();
  aside.insertAdjacentHTML("beforebegin", html("drawer"));
  aside.insertAdjacentHTML("afterend", html("toc"));
  const made = aside.nextElementSibling;
  aside.remove();
  made.hidden = hidden;
  const list = made.querySelector(".md-nav__list");
  if (list && items.length) list.replaceChildren(...listOf(items));
  else made.querySelector("nav")?.replaceChildren();
  document.querySelector("main").insertAdjacentHTML("beforeend", html("top"));
  document.body.insertAdjacentHTML("beforeend", html("end"));
};

document.addEventListener("readystatechange", () => { if (document.readyState === "interactive") complete(); });

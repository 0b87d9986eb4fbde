"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Words: an interval of code points within one passage, wrapped in an element of its own.
  const showWords = (passage, at) => {
    const text = [...passage.textContent];
    const [start, end] = (at || `0-${text.length}`).split("-").map(Number);
    const hit = document.createElement("mark");
    hit.className = "hit";
    hit.textContent = text.slice(start, end).join("");
    passage.replaceChildren(text.slice(0, start).join(""), hit, text.slice(end).join(""));
    return hit;
  };

  // Reader: the report beside the event, so that a value and its words are seen together.
  const reader = byId("reader");
  const page = byId("reader-page");
  let opener = null;
  const openReader = (link) => {
    const passage = byId(link.hash.slice(1));
    const report = passage && passage.closest(".report");
    if (!report) return false;
    const copy = report.cloneNode(true);
    const same = all("[id]", copy).find((element) => element.id === passage.id);
    copy.removeAttribute("id");
    all("[id]", copy).forEach((element) => element.removeAttribute("id"));
    all("details", copy).forEach((details, n) => { details.open = n === 0 || details.contains(same); });
    page.replaceChildren(copy);
    reader.hidden = false;
    opener = link;
    const hit = showWords(same, link.dataset.at);
    hit.tabIndex = -1;
    hit.focus({ preventScroll: true });
    reader.scrollTop += hit.getBoundingClientRect().top - reader.clientHeight * 0.4;
    return true;
  };
  const closeReader = () => {
    if (reader.hidden) return;
    reader.hidden = true;
    page.replaceChildren();
    if (opener) opener.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.say");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && openReader(link)) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeReader(); });
  byId("reader-close").addEventListener("click", closeReader);

  // A passage that is linked to from outside may lie in closed details.
  const reveal = () => {
    const target = location.hash && byId(location.hash.slice(1));
    for (let element = target; element; element = element.parentElement) {
      if (element.localName === "details") element.open = true;
    }
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
  addEventListener("beforeprint", () => all("details").forEach((details) => { details.open = true; }));

  // Filter
  const form = byId("filter");
  const cards = all(".event");
  const texts = new Map();
  const textOf = (card) => {
    if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase().replace(/\s+/g, " "));
    return texts.get(card);
  };
  let place = null; // the map's pin whose events alone are shown
  const applyFilter = () => {
    const here = place && new Set(place.dataset.events.split(" "));
    const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const type = form.elements.type.value;
    const statuses = new Set(all("input[name=status]:checked", form).map((box) => box.value));
    const disputed = form.elements.disputed.checked;
    let shown = 0;
    for (const card of cards) {
      const keep = (!here || here.has(card.id)) && (!type || card.dataset.type === type) && statuses.has(card.dataset.status)
        && (!disputed || card.hasAttribute("data-disputed")) && words.every((word) => textOf(card).includes(word));
      card.hidden = !keep;
      shown += keep;
    }
    all(".group").forEach((group) => { group.hidden = !group.querySelector(".event:not([hidden])"); });
    byId("shown").textContent = `${shown} of ${cards.length} events${place ? `, at ${place.dataset.place}` : ""}`;
  };
  if (form) {
    form.hidden = false;
    form.addEventListener("input", applyFilter);
    form.addEventListener("reset", () => { place = null; setTimeout(applyFilter); });
    form.addEventListener("submit", (event) => event.preventDefault());
    // A link to an event must work whatever the filter hides.
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#event-']");
      const card = link && byId(link.getAttribute("href").slice(1));
      if (card && card.hidden) { form.reset(); applyFilter(); }
    });
  }

  // Map: the view box moves within the sheet; pins and labels keep their size on the screen (--k).
  const map = byId("map-drawing");
  if (!map) return;
  const home = map.dataset.frame.split(" ").map(Number);
  const sheet = map.dataset.sheet.split(" ").map(Number);
  const kmPerUnit = Number(map.dataset.km);
  let [x, y, w, h] = home;
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
  // Labels that would cover another pin or label are hidden, weightiest first, at each zoom anew.
  const pins = all(".pin", map);
  const thinLabels = () => {
    const taken = pins.map((pin) => pin.querySelector("circle").getBoundingClientRect());
    const slack = 3; // a line's box is taller than its letters
    const covers = (a, b) => a.left < b.right && b.left < a.right && a.top + slack < b.bottom && b.top + slack < a.bottom;
    const place = (element, box, own) => {
      const covered = taken.some((other) => other !== own && covers(box, other));
      element.classList.toggle("crowded", covered);
      if (!covered) taken.push(box);
    };
    pins.forEach((pin, n) => place(pin, pin.querySelector("text").getBoundingClientRect(), taken[n]));
    all(".waylabel, .country", map).forEach((name) => place(name, name.getBoundingClientRect()));
  };
  const draw = () => {
    w = clamp(w, home[2] / 24, sheet[2]);
    h = w * home[3] / home[2];
    x = clamp(x, sheet[0], sheet[0] + sheet[2] - w);
    y = clamp(y, sheet[1], Math.max(sheet[1], sheet[1] + sheet[3] - h));
    map.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
    const box = map.getBoundingClientRect();
    const k = Math.max(w / box.width, h / box.height) || 1;
    map.style.setProperty("--k", k);
    thinLabels();
    const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
    const km = steps.filter((step) => step / kmPerUnit / k < 140).pop() || 1;
    const scale = byId("map-scale");
    scale.hidden = false;
    scale.textContent = `${km} km`;
    scale.style.width = `${km / kmPerUnit / k}px`;
  };
  const zoom = (factor, cx = x + w / 2, cy = y + h / 2) => {
    const before = w;
    w = clamp(w * factor, home[2] / 24, sheet[2]);
    const ratio = w / before;
    x = cx - (cx - x) * ratio;
    y = cy - (cy - y) * ratio;
    draw();
  };
  const moves = {
    "+": () => zoom(0.7), "=": () => zoom(0.7), "-": () => zoom(1 / 0.7), "0": () => { [x, y, w, h] = home; draw(); },
    ArrowLeft: () => { x -= w / 8; draw(); }, ArrowRight: () => { x += w / 8; draw(); },
    ArrowUp: () => { y -= h / 8; draw(); }, ArrowDown: () => { y += h / 8; draw(); },
  };
  map.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || !moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
  });
  const tools = byId("map-tools");
  tools.hidden = false;
  all("button", tools).forEach((button) => button.addEventListener("click", () => moves[button.value]()));
  map.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = map.getBoundingClientRect();
    zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, x + w * (event.clientX - box.left) / box.width,
      y + h * (event.clientY - box.top) / box.height);
  }, { passive: false });
  let grip = null;
  let dragged = false;
  map.classList.add("grab");
  map.addEventListener("pointerdown", (event) => { grip = [event.clientX, event.clientY, x, y]; dragged = false; });
  addEventListener("pointerup", () => { grip = null; });
  addEventListener("pointermove", (event) => {
    if (!grip) return;
    const k = w / map.getBoundingClientRect().width;
    const [dx, dy] = [event.clientX - grip[0], event.clientY - grip[1]];
    dragged = dragged || Math.hypot(dx, dy) > 4;
    if (!dragged) return;
    [x, y] = [grip[2] - dx * k, grip[3] - dy * k];
    draw();
  });
  map.addEventListener("dragstart", (event) => event.preventDefault());
  map.addEventListener("click", (event) => {
    const pin = event.target.closest(".pin, .way");
    if (!pin) return;
    event.preventDefault();
    if (dragged) return;
    form.reset();
    place = pin;
    applyFilter();
    byId("events").scrollIntoView();
    form.elements.words.focus({ preventScroll: true });
  });
  addEventListener("resize", draw);
  draw();
})();

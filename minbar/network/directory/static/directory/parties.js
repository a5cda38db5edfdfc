// Fields for people and organisations: chips, and a box that suggests (the combobox pattern of ARIA). What is sent is
// the field without scripts: names, one a line, each with the beginning of its identifier where it is known.

const TAGGED = /^(.*?)\s*#([0-9a-f]{8})$/i;
const PAUSE = 180;

/** A line of the field: "جمعية النور #0f3a9c21", or a name of which nobody knows yet who bears it. */
const read = (line) => ({ text: line, name: TAGGED.exec(line)?.[1] || line, sure: TAGGED.test(line) });

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

/** The answer to a form sent beside the page. Throws where the session has ended or the line is broken. */
async function send(address, pairs, signal) {
  const headers = { "X-CSRFToken": token(), "X-Requested-With": "XMLHttpRequest" };
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams(pairs), headers, signal });
  if (answer.redirected || (!answer.ok && answer.status !== 422)) throw new Error(String(answer.status));
  return answer;
}

class Parties {
  constructor(root) {
    this.root = root;
    this.value = root.querySelector("[data-value]");
    this.words = root.querySelector("template[data-words]").dataset;
    this.chip = root.querySelector("template[data-chip]").content;
    this.value.after(root.querySelector("template[data-box]").content.cloneNode(true));
    this.box = root.querySelector(".party-box");
    [this.chips, this.input] = this.box.children;
    this.list = root.querySelector(".party-list");
    this.said = root.querySelector("[data-said]");
    this.panel = null;
    this.active = -1;
    this.items = this.first();
    this.takeOver();
    this.listen();
    this.show();
  }

  /** What stands in the field at first; a filter has an identifier, and the name beside it. */
  first() {
    const { name } = this.value.dataset;
    if (this.identifies) return name ? [{ text: name, uid: this.value.value, name, sure: true }] : [];
    return this.value.value.split("\n").map((line) => line.trim()).filter(Boolean).map(read);
  }

  /** The box takes the place of the plain field, and its name and description with it. */
  takeOver() {
    this.input.id = this.value.id || this.root.dataset.id;
    this.list.id = `${this.input.id}-suggestions`;
    this.input.setAttribute("aria-controls", this.list.id);
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (this.value.hasAttribute(name)) this.input.setAttribute(name, this.value.getAttribute(name));
    }
    if (this.value.required) this.input.setAttribute("aria-required", "true");
    this.value.removeAttribute("id");
    this.value.required = false;
    this.value.hidden = true;
  }

  listen() {
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("paste", (event) => this.paste(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
    this.box.addEventListener("click", (event) => event.target === this.box && this.input.focus());
  }

  // What stands in the field

  get one() {
    return "one" in this.root.dataset;
  }

  /** A filter: what is sent stands in an address, so it is an identifier, never a name. */
  get identifies() {
    return "identify" in this.root.dataset;
  }

  get pending() {
    return this.input.value.trim();
  }

  /** What was typed and not chosen is sent as well: it is looked up, or asked about, when the form is saved. */
  sync() {
    if (this.identifies) return void (this.value.value = this.items.map((item) => item.uid).join());
    const chosen = this.one && this.pending ? [] : this.items.map((item) => item.text);
    this.value.value = [...chosen, this.pending].filter(Boolean).join("\n");
  }

  show() {
    this.chips.replaceChildren(...this.items.map((item, place) => this.chipOf(item, place)));
    this.chips.hidden = !this.items.length;
    this.sync();
  }

  chipOf(item, place) {
    const chip = this.chip.cloneNode(true).firstElementChild;
    chip.querySelector("bdi").textContent = item.name;
    chip.classList.toggle("is-open", !item.sure);
    const remove = chip.querySelector("button");
    remove.setAttribute("aria-label", `${this.words.remove} ${item.name}`);
    remove.addEventListener("click", () => this.remove(place));
    return chip;
  }

  add(item) {
    const others = this.one ? [] : this.items.filter((each) => each.text !== item.text);
    if (this.one) this.items.forEach((each) => this.forget(each));
    this.items = [...others, item];
    this.forget({ text: this.pending });
    this.input.value = "";
    this.close();
    this.show();
    this.say(`${this.words.chosen} ${item.name}`);
    if (this.identifies) return this.value.form.requestSubmit();  // a filter applies as soon as it is chosen
    this.input.focus();
  }

  remove(place) {
    const [gone] = this.items.splice(place, 1);
    this.forget(gone);
    this.show();
    this.say(`${this.words.removed} ${gone.name}`);
    if (this.identifies) return this.value.form.requestSubmit();
    this.input.focus();
  }

  /** Nobody needs to be told any more who this is. */
  forget(item) {
    this.root.querySelectorAll("[data-question]").forEach((each) => each.dataset.question === item.text && each.remove());
  }

  paste(event) {
    const lines = event.clipboardData.getData("text").split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
    if (this.one || lines.length < 2) return;
    event.preventDefault();
    this.items.push(...lines.map(read));
    this.show();
  }

  // Suggestions

  typed() {
    this.sync();
    clearTimeout(this.waiting);
    this.request?.abort();
    this.hurried = false;
    if (this.pending.length < 2) return this.close();
    this.waiting = setTimeout(() => this.suggest(), PAUSE);
  }

  async suggest() {
    clearTimeout(this.waiting);
    this.request?.abort();
    this.request = new AbortController();
    const natures = this.root.dataset.natures.split(" ").map((nature) => ["nature", nature]);
    const adds = this.root.dataset.add ? [["add", "1"]] : [];
    try {
      const asked = [["q", this.pending], ...natures, ...adds];
      const answer = await send(this.root.dataset.suggest, asked, this.request.signal);
      this.offer(await answer.text());
    } catch (error) {
      if (error.name === "AbortError") return;
      this.close();
      this.say(this.words.failed, true);
    }
  }

  offer(html) {
    if (document.activeElement !== this.input) return;
    this.list.innerHTML = html;
    const there = new Set(this.items.map((item) => item.text));
    this.options.filter((option) => there.has(option.dataset.text)).forEach((option) => option.remove());
    this.options.forEach((option, place) => (option.id = `${this.list.id}-${place}`));
    const first = this.options[0];
    this.list.hidden = !first;
    this.input.setAttribute("aria-expanded", String(Boolean(first)));
    const nobody = !first?.dataset.text;
    this.say(nobody ? this.words.none : "", nobody && !first);
    this.mark(first && "sure" in first.dataset ? 0 : -1);
    if (this.hurried && first) "same" in first.dataset ? this.choose(first) : this.mark(0);
    this.hurried = false;
  }

  get options() {
    return [...this.list.children];
  }

  get isOpen() {
    return !this.list.hidden;
  }

  mark(place) {
    this.active = place;
    this.options.forEach((option, each) => option.setAttribute("aria-selected", String(each === place)));
    const option = this.options[place];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  close() {
    clearTimeout(this.waiting);
    this.request?.abort();
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }

  say(words, visibly = false) {
    this.said.textContent = words;
    this.said.className = visibly ? "party-said" : "visually-hidden";
  }

  choose(option) {
    if (!option) return;
    if (option.dataset.new) return this.ask(option.dataset.new);
    this.add({ ...option.dataset, sure: true });
  }

  key(event) {
    if (event.isComposing) return;
    const handled = {
      ArrowDown: () => (this.isOpen ? this.mark((this.active + 1) % this.options.length) : this.reopen()),
      ArrowUp: () => this.isOpen && this.mark((this.active > 0 ? this.active : this.options.length) - 1),
      Escape: () => this.isOpen && (this.close(), true),
      Enter: () => this.enter(),
      Backspace: () => !this.input.value && this.items.length && (this.remove(this.items.length - 1), true),
    }[event.key]?.();
    if (event.key === "Tab" && this.isOpen) this.choose(this.options.find((option) => "same" in option.dataset));
    if (handled === false || handled === 0 || !["ArrowDown", "ArrowUp", "Escape", "Enter", "Backspace"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  reopen() {
    return this.pending.length > 1 ? (this.suggest(), true) : false;
  }

  /** Enter takes what is marked; it never sends the form while a name waits in the box. */
  enter() {
    if (this.isOpen && this.active >= 0) return this.choose(this.options[this.active]), true;
    if (!this.pending) return false;
    if (this.isOpen) return this.mark(0), true;
    this.hurried = true;
    return this.suggest(), true;
  }

  // Adding somebody who is missing

  async ask(nature) {
    const bodies = this.items.filter((item) => item.nature === "organisation");
    const asked = [["nature", nature], ["name", this.pending], ["at", this.input.id]];
    if (bodies.length === 1) asked.push(["organisation", bodies[0].text]);
    this.close();
    return this.fill(asked);
  }

  async fill(pairs) {
    try {
      const answer = await send(this.root.dataset.add, pairs);
      if (answer.status === 201) return this.added(await answer.json());
      this.open(await answer.text());
    } catch {
      this.say(this.words.failed, true);
    }
  }

  open(html) {
    this.dismiss();
    const made = document.createElement("div");
    made.innerHTML = html;
    this.panel = made.firstElementChild;
    this.said.after(this.panel);
    enhance(this.panel);
    this.firstIn(this.panel).focus();
    this.panel.addEventListener("click", (event) => this.pressed(event.target.closest("button")));
    this.panel.addEventListener("keydown", (event) => this.keyInPanel(event));
  }

  /** Where typing goes on: what is like it, what was wrong, else the first thing that is not known yet. */
  firstIn(panel) {
    const known = panel.querySelector("[data-parties] .party-chip");
    const next = known ? "[name=new-title]" : panel.querySelector("[role=combobox]") ? "[role=combobox]" : "[name=new-name]";
    return panel.querySelector(".party-alike button, [aria-invalid]") ?? panel.querySelector(next);
  }

  pressed(button) {
    if (!button) return;
    if (button.dataset.text) return this.added(button.dataset);
    if ("cancel" in button.dataset) return this.dismiss(), this.input.focus();
    if ("addParty" in button.dataset) return this.sendPanel();
  }

  keyInPanel(event) {
    if (event.defaultPrevented || (event.key === "Enter" && event.target.closest("button, select"))) return;
    if (event.key === "Enter") this.sendPanel();
    else if (event.key === "Escape") this.dismiss(), this.input.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async sendPanel() {
    if (this.sending) return;
    this.sending = true;
    const fields = [...this.panel.querySelectorAll("[name]")].map((field) => [field.name, field.value]);
    await this.fill([...fields, ["at", this.input.id]]);
    this.sending = false;
  }

  added(party) {
    this.dismiss();
    this.add({ text: party.text, name: party.name, nature: party.nature, sure: true });
  }

  dismiss() {
    this.panel?.remove();
    this.panel = null;
  }
}

function enhance(page) {
  for (const root of page.querySelectorAll("[data-parties]:not([data-ready])")) {
    root.dataset.ready = "";
    new Parties(root);
  }
}

enhance(document);

"use strict";
// One video element plays the films of the deck, one after another. A step has a beginning and an end on its film's
// time; "on" plays one step and stands at its end, as a click on a slide does.
const deck = JSON.parse(document.getElementById("deck").textContent);
const find = (id) => document.getElementById(id);
const video = find("video"), bar = find("bar"), frame = find("screen");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const small = matchMedia("(max-width: 640px)"); // a film shows its title and captions itself; here they are small in it
const EDGE = 0.06; // seconds: nearer to a step's end than this, the step is over
let act = 0, until = null, looping = null;
let resting = true; // the poster is seen, which tells of the whole film and not of its first step

const steps = () => deck.acts[act].steps;
const length = () => steps()[steps().length - 1].end;
const clock = (at) => Math.floor(at / 60) + ":" + String(Math.floor(at % 60)).padStart(2, "0");

function source(film) {
  if (film.data && !film.url) {
    const bytes = Uint8Array.from(atob(film.data), (char) => char.charCodeAt(0));
    film.url = URL.createObjectURL(new Blob([bytes], { type: film.type }));
  }
  return film.url || film.file;
}

function current(at = video.currentTime) {
  const index = steps().findIndex((step) => at < step.end - EDGE);
  return index < 0 ? steps().length - 1 : index;
}

// The step that is spoken of: at the very end of one it is still that one.
function spoken() {
  const at = video.currentTime;
  const over = steps().findIndex((step) => Math.abs(at - step.end) <= EDGE);
  return until !== null && over >= 0 ? over : current(at);
}

function open(index, at = 0) {
  act = index;
  until = looping = null;
  resting = true;
  video.pause();
  video.poster = deck.acts[act].poster || "";
  video.setAttribute("aria-label", deck.acts[act].title);
  video.src = source(deck.acts[act].film);
  video.playbackRate = Number(find("speed").value);
  if (at) video.addEventListener("loadedmetadata", () => seek(at), { once: true });
  bar.max = length();
  find("title").textContent = deck.acts[act].title;
  find("title").classList.toggle("unseen", deck.acts[act].titled && !small.matches);
  const share = (seconds) => 100 * seconds / length() + "%";
  const marks = steps().slice(1).map((step) => {
    const mark = document.createElement("i");
    mark.style.left = share(step.start);
    return mark;
  });
  const loops = steps().filter((step) => step.loop !== null).map((step) => {
    const band = document.createElement("b");
    band.style.left = share(step.loop);
    band.style.width = share(step.end - step.loop);
    return band;
  });
  find("marks").replaceChildren(...loops, ...marks);
  find("lines").replaceChildren(...steps().map((step) => {
    const row = document.createElement("li"), line = document.createElement("button"), time = document.createElement("span");
    time.className = "at";
    time.textContent = clock(step.start);
    line.type = "button";
    line.append(time, step.caption || "–");
    line.addEventListener("click", () => { until = looping = null; seek(step.start); });
    row.append(line);
    return row;
  }));
  [...find("acts").querySelectorAll("button")].forEach((one, place) => one.setAttribute("aria-current", place === act));
  show();
}

function seek(at) {
  resting = false;
  video.currentTime = Math.min(Math.max(0, at), length());
  show();
}

function show() {
  const at = video.currentTime, index = resting ? -1 : spoken(), words = steps()[index]?.caption ?? "";
  bar.value = at;
  const told = resting ? "" : `, ${index + 1}/${steps().length}: ${words}`;
  bar.setAttribute("aria-valuetext", `${clock(at)} / ${clock(length())}${told}`);
  find("time").textContent = `${clock(at)} / ${clock(length())}`;
  const caption = find("caption");
  if (caption.textContent !== words) caption.textContent = words;
  [...find("lines").querySelectorAll("button")].forEach((line, place) => line.setAttribute("aria-current", place === index));
  find("play").textContent = video.paused ? "▶" : "❚❚";
  find("play").setAttribute("aria-label", video.paused ? deck.words.play : deck.words.pause);
  find("back").disabled = act === 0 && at < EDGE;
  find("on").disabled = act === deck.acts.length - 1 && at > length() - EDGE;
}

function halt() {
  if (until === null || video.currentTime < until - 0.02) return;
  if (looping) { video.currentTime = looping.loop; return; }
  video.pause();
  video.currentTime = until;
}

function watch() {
  halt();
  show();
  if (!video.paused) requestAnimationFrame(watch);
}

function toggle() {
  if (!video.paused) { video.pause(); return; }
  if (looping) { video.play(); return; }
  until = null;
  if (video.currentTime > length() - EDGE) video.currentTime = 0;
  video.play();
}

// Goes one step on; a step that is still running is brought to its end, and a loop runs out before the next step.
function on() {
  const at = video.currentTime, running = !video.paused;
  if (at > length() - EDGE) {
    if (act + 1 < deck.acts.length) open(act + 1);
    return;
  }
  const index = current(at), step = steps()[index];
  if (running && looping && at >= looping.loop) {
    until = steps()[Math.min(index + 1, steps().length - 1)].end;
    looping = null;
    return;
  }
  until = step.end;
  looping = null;
  if (running || still.matches) {
    video.pause();
    seek(step.end);
    return;
  }
  looping = step.loop === null ? null : step;
  video.play();
}

function back() {
  const at = video.currentTime, index = spoken();
  video.pause();
  until = null;
  looping = null;
  if (still.matches && index > 0) { // each step is seen as it ends, with its own caption
    until = steps()[index - 1].end;
    seek(until);
  } else if (at > steps()[index].start + EDGE) seek(steps()[index].start);
  else if (index > 0) seek(steps()[index - 1].start);
  else if (act > 0) open(act - 1, deck.acts[act - 1].steps.at(-1).end);
}

function flip(id) {
  const pressed = find(id).getAttribute("aria-pressed") !== "true";
  find(id).setAttribute("aria-pressed", pressed);
  return pressed;
}

// Whoever can't see them hears them still.
const captions = () => find("caption").classList.toggle("unseen", !flip("captions"));
const words = () => { find("transcript").hidden = !flip("words"); };

function look() {
  const root = document.documentElement;
  const dark = root.dataset.look ? root.dataset.look === "night" : !matchMedia("(prefers-color-scheme: light)").matches;
  root.dataset.look = dark ? "day" : "night";
}

function faster(by) {
  const speed = find("speed");
  speed.selectedIndex = Math.min(speed.options.length - 1, Math.max(0, speed.selectedIndex + by));
  video.playbackRate = Number(speed.value);
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else frame.requestFullscreen?.().catch(() => {});
}

const KEYS = {
  " ": toggle, k: toggle, ArrowRight: on, PageDown: on, l: on, ArrowLeft: back, PageUp: back, j: back,
  Home: () => seek(0), End: () => seek(length()), c: captions,
  t: words, f: full, d: look, "<": () => faster(-1), ">": () => faster(1),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const field = event.target.closest?.("select, button, input");
  if (field && (event.key === " " && field !== bar || field.tagName === "SELECT")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!Object.hasOwn(KEYS, key)) return;
  event.preventDefault();
  KEYS[key]();
});
find("play").addEventListener("click", toggle);
find("on").addEventListener("click", on);
find("back").addEventListener("click", back);
find("captions").addEventListener("click", captions);
find("words").addEventListener("click", words);
find("look").addEventListener("click", look);
find("full").addEventListener("click", full);
find("speed").addEventListener("change", () => faster(0));
bar.addEventListener("input", () => { until = null; looping = null; seek(Number(bar.value)); });
video.addEventListener("click", toggle);
video.addEventListener("play", () => { resting = false; watch(); });
for (const name of ["pause", "seeked", "timeupdate", "loadeddata"]) video.addEventListener(name, show);
deck.acts.forEach((one, index) => {
  const row = document.createElement("li"), choice = document.createElement("button");
  choice.type = "button";
  choice.textContent = `${index + 1}. ${one.title}`;
  choice.addEventListener("click", () => open(index));
  row.append(choice);
  find("acts").append(row);
});
if (!small.matches) captions();
find("nav").hidden = deck.acts.length < 2;
document.documentElement.classList.toggle("embedded", new URLSearchParams(location.search).has("embed"));
open(0);

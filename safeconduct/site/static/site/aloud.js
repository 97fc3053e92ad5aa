// Reads a part of the page out, where the device has a voice of its own for its language. A voice that is spoken
// elsewhere would get the text of the page, so it is never used. Without this file the button does not stand there.
(() => {
  "use strict";
  const line = document.querySelector("[data-aloud]");
  const none = document.querySelector("[data-aloud-none]");
  if (!line || !none) return;
  const speech = window.speechSynthesis;
  const button = line.querySelector("button");
  const begin = button.textContent;
  const language = line.dataset.language;
  let isReading = false;

  const voice = () => speech && speech.getVoices().find(
    (one) => one.localService && one.lang.toLowerCase().replace("_", "-").split("-")[0] === language);

  const look = () => {
    const found = Boolean(voice());
    line.hidden = !found;
    none.hidden = found;
  };

  const over = () => {
    isReading = false;
    button.textContent = begin;
  };

  // Sentence by sentence: some voices stop after a quarter of a minute of one text. What stands in buttons is not read.
  const sentences = () => {
    const found = [];
    for (const part of document.querySelector(line.dataset.aloud).querySelectorAll("h1, h2, p")) {
      if (!part.closest("[hidden], button, .unchecked")) found.push(part.textContent.trim());
    }
    return found.filter(Boolean);
  };

  button.addEventListener("click", () => {
    if (!speech) return;
    speech.cancel();
    if (isReading) { over(); return; }
    isReading = true;
    button.textContent = button.dataset.stop;
    const all = sentences();
    all.forEach((sentence, place) => {
      const spoken = new SpeechSynthesisUtterance(sentence);
      spoken.voice = voice() || null;
      spoken.lang = language;
      if (!spoken.voice) { look(); over(); return; }
      if (place === all.length - 1) spoken.addEventListener("end", over);
      speech.speak(spoken);
    });
  });
  addEventListener("pagehide", () => { if (speech) speech.cancel(); });
  if (speech) speech.addEventListener("voiceschanged", look);
  look();
})();

"use strict";
/* the box for an article: what is pasted with links and block quotes is read with them */
(() => {
  document.documentElement.classList.add("js");
  const form = document.querySelector("main form");
  const [box, html, told] = [form.elements.article, form.elements.html, document.getElementById("pasted")];
  const KEPT = "blockquote, a[href], li, h1, h2, h3, h4, h5, h6";
  let pasted = null;

  // what the article says, without its looks and scripts: a page of this kind runs nothing
  function plainer(source) {
    const { body } = new DOMParser().parseFromString(source, "text/html");
    if (!body.querySelector(KEPT)) return "";
    for (const one of body.querySelectorAll("script, style, meta, link, svg")) one.remove();
    for (const one of body.querySelectorAll("*")) {
      for (const name of one.getAttributeNames()) if (!["href", "alt", "class"].includes(name)) one.removeAttribute(name);
    }
    return body.innerHTML;
  }

  box.addEventListener("paste", (event) => {
    const isAll = box.selectionStart === 0 && box.selectionEnd === box.value.length;
    pasted = isAll ? plainer(event.clipboardData.getData("text/html")) : "";
  });
  box.addEventListener("input", (event) => {  // behind a paste, and whatever is typed
    const [had, isPaste] = [html.value, event.inputType === "insertFromPaste"];
    html.value = isPaste && pasted ? pasted : "";
    pasted = null;
    if (html.value) told.textContent = "With its links and block quotes.";
    else if (had) told.textContent = "Changed here, and so read as plain text: paste the whole article again to keep its links and block quotes.";
    else if (isPaste || !box.value) told.textContent = "";
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const row = button.parentElement;
    const from = row.querySelector("span") || row.previousElementSibling;
    const link = from.querySelector("a");
    const plain = from.textContent + (link ? ` ${link.href}` : "");
    const made = { "text/plain": plain };
    if (link) made["text/html"] = from.innerHTML;
    try {
      await navigator.clipboard.write([new ClipboardItem(made)]);
      button.textContent = "Copied";
    } catch { button.textContent = "Mark the words and copy them: the browser does not let us"; }
  });
})();

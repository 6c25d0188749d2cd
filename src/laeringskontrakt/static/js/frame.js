// The frame of every page: menus that open without a script and close as people expect.

/** Closes every open menu except the one that `target` is inside. */
function closeMenus(target) {
  for (const menu of document.querySelectorAll("details[data-closes][open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

document.addEventListener("pointerdown", (event) => closeMenus(event.target));
document.addEventListener("focusin", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-closes][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A page brought back by Back may belong to someone who has signed out: ask the server anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

// Leaving at once: the page is replaced before the server is told, and does not stand behind the "back" button.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-leave]");
  if (!link) return;
  event.preventDefault();
  fetch(link.href, { keepalive: true, redirect: "manual" }).catch(() => {});
  document.documentElement.hidden = true;
  location.replace(link.dataset.leave);
});

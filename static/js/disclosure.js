// What is folded on the screen is printed all the same, and a link into a fold opens it.
let openedForPrint = [];

addEventListener("beforeprint", () => {
  openedForPrint = [...document.querySelectorAll("details:not([open])")];
  openedForPrint.forEach((fold) => (fold.open = true));
});
addEventListener("afterprint", () => openedForPrint.forEach((fold) => (fold.open = false)));

const openTarget = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  target && target.closest("details")?.setAttribute("open", "");
};
addEventListener("hashchange", openTarget);
openTarget();

// Downloads of figures, and arrow keys between the marks of a chart.
function bewaar(naam, soort, inhoud) {
  const adres = URL.createObjectURL(new Blob([inhoud], { type: soort }));
  element("a", { href: adres, download: naam }).click();
  setTimeout(() => URL.revokeObjectURL(adres), 10000);
}

function csvCel(tekst) {
  let waarde = tekst.replaceAll("\u00a0", " ").trim();
  if (/^[=+\-@\t\r]/.test(waarde) && !/^[+-]?\d/.test(waarde)) waarde = `'${waarde}`;
  return /[;"\n]/.test(waarde) ? `"${waarde.replaceAll('"', '""')}"` : waarde;
}

function csv(rijen) {
  return `\ufeff${rijen.map((rij) => rij.map(csvCel).join(";")).join("\r\n")}\r\n`;
}

function tabelRijen(figuur) {
  const tabellen = figuur.querySelectorAll("table");
  const tabel = tabellen[tabellen.length - 1];
  return [...tabel.rows].map((rij) => [...rij.cells].map((cel) => cel.textContent));
}

function losseSvg(figuur) {
  const svg = figuur.querySelector("svg").cloneNode(true);
  const [, , breedte, hoogte] = svg.getAttribute("viewBox").split(" ").map(Number);
  svg.setAttribute("width", breedte);
  svg.setAttribute("height", hoogte);
  return { tekst: new XMLSerializer().serializeToString(svg), breedte, hoogte };
}

function bewaarPng(figuur) {
  const { tekst, breedte, hoogte } = losseSvg(figuur);
  const beeld = new Image();
  const adres = URL.createObjectURL(new Blob([tekst], { type: "image/svg+xml" }));
  beeld.onload = () => {
    const doek = element("canvas", { width: breedte * 3, height: hoogte * 3 });
    const pen = doek.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, doek.width, doek.height);
    pen.drawImage(beeld, 0, 0, doek.width, doek.height);
    URL.revokeObjectURL(adres);
    doek.toBlob((blob) => bewaar(`${figuur.id}.png`, "image/png", blob));
  };
  beeld.src = adres;
}

document.addEventListener("click", (gebeurtenis) => {
  const knop = gebeurtenis.target.closest("[data-download]");
  if (!knop) return;
  const figuur = knop.closest("figure");
  if (knop.dataset.download === "csv") bewaar(`${figuur.id}.csv`, "text/csv", csv(tabelRijen(figuur)));
  if (knop.dataset.download === "svg") bewaar(`${figuur.id}.svg`, "image/svg+xml", losseSvg(figuur).tekst);
  if (knop.dataset.download === "png") bewaarPng(figuur);
});

document.getElementById("bewaar").addEventListener("click", () => {
  const kop = ["document", "alinea", "datum", "pijler", "themas", "tekst"];
  const rijen = gevonden.map((alinea) => {
    const verslag = gegevens.documents[alinea.d];
    return [verslag.id, String(alinea.n), verslag.date, gegevens.pillars[alinea.p] || "",
      alinea.t.map((thema) => gegevens.themes[thema] || thema).join(", "), tekstVan(alinea)];
  });
  bewaar("alineas.csv", "text/csv", csv([kop, ...rijen]));
});

// One Tab stop per chart; arrow keys, Home and End go from mark to mark.
for (const svg of document.querySelectorAll("svg.grafiek")) {
  const punten = [...svg.querySelectorAll("a")];
  punten.forEach((punt, plek) => punt.setAttribute("tabindex", plek ? "-1" : "0"));
  svg.addEventListener("keydown", (gebeurtenis) => {
    const plek = punten.indexOf(document.activeElement);
    const stap = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[gebeurtenis.key];
    const doel = gebeurtenis.key === "Home" ? 0 : gebeurtenis.key === "End" ? punten.length - 1 : plek + stap;
    if (plek < 0 || !(doel >= 0 && doel < punten.length)) return;
    gebeurtenis.preventDefault();
    punten[plek].setAttribute("tabindex", "-1");
    punten[doel].setAttribute("tabindex", "0");
    punten[doel].focus();
  });
}

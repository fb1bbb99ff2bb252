"use strict";
// The paragraph browser: filters in the URL, paragraphs as text nodes (never as HTML).
const gegevens = JSON.parse(document.getElementById("gegevens").textContent);
const FILTERS = ["periode", "pijler", "thema", "stad", "persoon", "organisatie", "verslag", "zoek"];
const SOORT = { stad: "CITY", persoon: "PER", organisatie: "ORG" };
const FILTER_VAN = { CITY: "stad", PER: "persoon", ORG: "organisatie" };
const ANKER = "#alineas";
const STAP = 30;
const venster = document.getElementById("venster");
const formulier = document.getElementById("filters");
const lijst = document.getElementById("lijst");
let gevonden = [];
let getoond = 0;

function element(naam, eigenschappen, ...kinderen) {
  const nieuw = document.createElement(naam);
  Object.assign(nieuw, eigenschappen);
  nieuw.append(...kinderen);
  return nieuw;
}

function plat(tekst) {
  return tekst.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function tekstVan(alinea) {
  return (alinea.x || []).map((stuk) => (typeof stuk === "string" ? stuk : stuk[1])).join("");
}

function verwijzing(keuze) {
  const delen = FILTERS.filter((naam) => keuze[naam])
    .map((naam) => `${naam}=${encodeURIComponent(keuze[naam])}`);
  return ANKER + (delen.length ? `?${delen.join("&")}` : "");
}

function keuzeUitAdres() {
  const waarden = new URLSearchParams(location.hash.slice(ANKER.length + 1));
  return Object.fromEntries(FILTERS.map((naam) => [naam, waarden.get(naam) || ""]));
}

function keuzeUitFormulier() {
  return Object.fromEntries(FILTERS.map((naam) => [naam, formulier.elements[naam].value]));
}

function past(alinea, keuze, entiteiten, woorden) {
  const verslag = gegevens.documents[alinea.d];
  if (keuze.periode && !keuze.periode.split(",").some((p) => verslag.periods.includes(p))) return false;
  if (keuze.verslag && verslag.id !== keuze.verslag) return false;
  if (keuze.pijler && alinea.p !== keuze.pijler) return false;
  if (keuze.thema === gegevens.noTheme && !gegevens.themes[keuze.thema]) {
    if (alinea.t.length) return false;
  } else if (keuze.thema && !alinea.t.includes(keuze.thema)) return false;
  if (!entiteiten.every((nummer) => alinea.e.includes(nummer))) return false;
  if (!woorden.length) return true;
  const tekst = plat(tekstVan(alinea));
  return woorden.every((woord) => tekst.includes(woord));
}

function zoek(keuze) {
  const entiteiten = Object.keys(SOORT).filter((naam) => keuze[naam]).map((naam) =>
    gegevens.entities.findIndex((e) => e[0] === SOORT[naam] && e[1] === keuze[naam]));
  const woorden = plat(keuze.zoek).split(/\s+/).filter(Boolean);
  return gegevens.paragraphs.filter((alinea) => past(alinea, keuze, entiteiten, woorden));
}

function metVondsten(tekst, woorden) {
  if (!woorden.length) return [tekst];
  const delen = [];
  let vanaf = 0;
  const laag = tekst.toLowerCase();
  for (;;) {
    const plekken = woorden.map((woord) => [laag.indexOf(woord, vanaf), woord.length])
      .filter(([plek]) => plek >= 0).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    if (!plekken.length) break;
    const [plek, lengte] = plekken[0];
    delen.push(tekst.slice(vanaf, plek));
    delen.push(element("mark", { className: "vondst" }, tekst.slice(plek, plek + lengte)));
    vanaf = plek + lengte;
  }
  delen.push(tekst.slice(vanaf));
  return delen;
}

function stukjes(alinea, woorden) {
  if (!alinea.x) {
    return [`De tekst staat niet in deze pagina; zie paragraphs.csv, document ${gegevens.documents[alinea.d].id}, alinea ${alinea.n}.`];
  }
  return alinea.x.flatMap((stuk) => {
    if (typeof stuk === "string") return metVondsten(stuk, woorden);
    if (stuk[0] === "v") return [element("mark", { className: "term" }, stuk[1])];
    const [soort, id, naam] = gegevens.entities[stuk[2]];
    const href = verwijzing({ [FILTER_VAN[soort]]: id });
    return [element("a", { className: "naam", href, title: naam }, stuk[1])];
  });
}

function regel(alinea, woorden) {
  const verslag = gegevens.documents[alinea.d];
  const bij = [verslag.date, verslag.event, verslag.city].filter(Boolean).join(" · ");
  const titel = verslag.href
    ? element("a", { href: verslag.href }, verslag.title)
    : element("span", {}, verslag.title);
  const kop = element("p", { className: "bij" }, bij, " · ", titel);
  if (alinea.s) kop.append(" · ", alinea.s);
  const themas = alinea.t.flatMap((thema, plek) => [
    plek ? ", " : "",
    element("a", { href: verwijzing({ thema }) }, gegevens.themes[thema] || thema),
  ]);
  const rij = element("li", {},
    kop,
    element("p", { className: "tekst" }, ...stukjes(alinea, woorden)),
    element("p", { className: "labels" }, gegevens.pillars[alinea.p] || "",
      " · ", ...(themas.length ? themas : ["zonder thema"])));
  rij.dataset.verslag = verslag.id;
  rij.dataset.alinea = alinea.n;
  return rij;
}

function toonMeer() {
  const woorden = plat(formulier.elements.zoek.value).split(/\s+/).filter(Boolean);
  const volgende = gevonden.slice(getoond, getoond + STAP);
  lijst.append(...volgende.map((alinea) => regel(alinea, woorden)));
  getoond += volgende.length;
  document.getElementById("meer").hidden = getoond >= gevonden.length;
}

function telling() {
  const verslagen = new Set(gevonden.map((alinea) => alinea.d)).size;
  const zonder = gevonden.filter((alinea) => !alinea.x).length;
  const alineas = gevonden.length === 1 ? "1 alinea" : `${gevonden.length.toLocaleString("nl")} alinea’s`;
  let zin = `${alineas} uit ${verslagen === 1 ? "1 verslag" : `${verslagen} verslagen`}`;
  if (zonder) zin += `, waarvan ${zonder.toLocaleString("nl")} zonder tekst in deze pagina`;
  return zin;
}

function toon(keuze) {
  for (const naam of FILTERS) {
    const veld = formulier.elements[naam];
    if (veld.tagName === "SELECT" && keuze[naam] && ![...veld.options].some((o) => o.value === keuze[naam])) {
      veld.append(new Option(keuze[naam].replaceAll(",", ", "), keuze[naam]));
    }
    veld.value = keuze[naam];
    veld.classList.toggle("actief", Boolean(keuze[naam]));
    veld.title = keuze[naam] && veld.selectedOptions ? veld.selectedOptions[0].text : "";
  }
  gevonden = zoek(keuze);
  getoond = 0;
  lijst.replaceChildren();
  document.getElementById("niets").hidden = gevonden.length > 0;
  document.getElementById("aantal").textContent = telling();
  toonMeer();
}

function opties(naam, paren, alle) {
  const veld = formulier.elements[naam];
  veld.append(new Option(alle, ""));
  for (const [waarde, tekst] of paren) veld.append(new Option(tekst, waarde));
}

function vulFilters() {
  const perSoort = (soort) => gegevens.entities.filter((e) => e[0] === soort)
    .map(([, id, naam]) => [id, naam]).sort((a, b) => a[1].localeCompare(b[1], "nl"));
  opties("periode", Object.entries(gegevens.periods).sort((a, b) => (a[0] < b[0] ? -1 : 1)), "Alle");
  opties("pijler", Object.entries(gegevens.pillars), "Alle");
  opties("thema", [...Object.entries(gegevens.themes), [gegevens.noTheme, "Zonder thema"]], "Alle");
  opties("verslag", gegevens.documents.map((d) => [d.id, `${d.date}, ${d.title}`]), "Alle");
  for (const naam of Object.keys(SOORT)) opties(naam, perSoort(SOORT[naam]), "Alle");
}

function volgAdres() {
  if (location.hash === ANKER || location.hash.startsWith(`${ANKER}?`)) {
    toon(keuzeUitAdres());
    if (!venster.open) venster.showModal();
    venster.scrollTop = 0;
    document.getElementById("venster-kop").focus();
  } else if (venster.open) venster.close();
}

function naWijziging() {
  const keuze = keuzeUitFormulier();
  history.replaceState(null, "", verwijzing(keuze));
  toon(keuze);
}

async function kopieer() {
  const knop = document.getElementById("deel");
  try {
    await navigator.clipboard.writeText(location.href);
    knop.textContent = "Gekopieerd";
  } catch {
    prompt("Kopieer deze link:", location.href);
  }
  setTimeout(() => { knop.textContent = "Kopieer link"; }, 2000);
}

vulFilters();
formulier.addEventListener("change", naWijziging);
formulier.elements.zoek.addEventListener("input", naWijziging);
formulier.addEventListener("submit", (gebeurtenis) => gebeurtenis.preventDefault());
document.getElementById("meer").addEventListener("click", toonMeer);
document.getElementById("deel").addEventListener("click", kopieer);
document.getElementById("sluit").addEventListener("click", () => venster.close());
document.getElementById("wis").addEventListener("click", () => {
  history.replaceState(null, "", ANKER);
  toon(keuzeUitAdres());
});
venster.addEventListener("click", (gebeurtenis) => {
  if (gebeurtenis.target === venster) venster.close();
});
venster.addEventListener("close", () => {
  if (location.hash.startsWith(ANKER)) {
    history.pushState(null, "", location.pathname + location.search);
  }
});
window.addEventListener("hashchange", volgAdres);
volgAdres();

from tests.browser.conftest import Open
from tests.browser.places import Place

def test_explore(place: Place, open_for: Open, time) -> None:
    c = place.draft("IM-02", now=time.now())
    a = open_for(place.amalie)
    page = a.go(f"/kontrakt/{c.pk}/ark/")
    kb = page.keyboard
    def where(): return page.evaluate("(()=>{const e=document.activeElement; return e.tagName+' '+(e.getAttribute('aria-label')||e.textContent.trim().slice(0,40))+' ['+(e.value??'')+']'})()")
    kb.press("Enter"); page.wait_for_timeout(700); print(1, where())
    for t in ("Gå systematisk til patienten", "Skelne mellem årsager", "Tolke A-gas", "Vælge undersøgelser"):
        kb.type(t); kb.press("Enter"); page.wait_for_timeout(50)
    page.wait_for_timeout(1500); print(2, where()); page.screenshot(path="/tmp/s2.png", full_page=True)
    kb.press("Control+Enter"); page.wait_for_timeout(1500); print(3, where()); page.screenshot(path="/tmp/s3.png", full_page=True)
    j = open_for(place.jens); jp = j.go(f"/kontrakt/{c.pk}/ark/")
    def wj(): return jp.evaluate("(()=>{const e=document.activeElement; return e.tagName+' '+(e.getAttribute('aria-label')||e.textContent.trim().slice(0,40))+' ['+(e.value??'')+']'})()")
    print(4, wj())
    for t in ("Tage stilling til behandlingsniveau", "Revurdere"):
        jp.keyboard.type(t); jp.keyboard.press("Enter"); jp.wait_for_timeout(50)
    jp.wait_for_timeout(1000); print(5, wj()); jp.screenshot(path="/tmp/s5.png", full_page=True)
    jp.keyboard.press("Control+Enter"); jp.wait_for_timeout(1500); print(6, wj()); jp.screenshot(path="/tmp/s6.png", full_page=True)
    kb=jp.keyboard; page=jp; where=wj
    for t in ("Simulation i færdighedslab med Mette, uge 38", "", "Læse instruksen, inden fredag", "", "E-læring om A-gas, uge 37", "", "Følge bagvagten, efter min tredje patient", "","Bedside med Jens, uge 39", "", "Stuegang 14/9 til 18/9", ""):
        kb.type(t); kb.press("Enter"); page.wait_for_timeout(800 if t else 50)
    page.wait_for_timeout(1000); print("a2", where())
    page.screenshot(path="/tmp/s8.png", full_page=True)
    kb.press("Enter");  page.wait_for_timeout(1500); print("a3", where())
    page.screenshot(path="/tmp/s9.png", full_page=True)
    for t in ("Mette om delmål 1 og 4, uge 38, 5 min", "Birgitte Holm Dahl om delmål 6, uge 39", "Sofie"):
        kb.type(t); kb.press("Enter"); page.wait_for_timeout(700)
    page.wait_for_timeout(800); print("a4", where())
    page.screenshot(path="/tmp/s10.png", full_page=True)
    jp.get_by_role("link", name="Ret: Birgitte").click(); page.wait_for_timeout(800); print("a5", where())
    page.screenshot(path="/tmp/s11.png", full_page=True)
    print(a.watch.found, j.watch.found)

"""wapiti, mended for this product: pages.py, then wapiti's own arguments. The packaged one cannot leave addresses out on Python 3.11; and as it
sends every form it meets, it signed itself out on its first page and saw nothing but the sign-in page from there on."""
import fnmatch
import re

from wapitiCore.main.wapiti import wapiti_main
from wapitiCore.net import crawler, page

OWN = ("session.", "account.", "my.open", "my.close")  # these end or lock the scan's own session
crawler.wildcard_translate = lambda pattern: re.compile(fnmatch.translate(pattern))
forms = page.Page.iter_forms


def others(self, autofill=True):
    for form in forms(self, autofill):
        if not any(name == "_use" and value.startswith(OWN) for name, value in form.post_params):
            yield form


page.Page.iter_forms = others
wapiti_main()

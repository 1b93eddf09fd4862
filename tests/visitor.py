"""Somebody with a browser that knows no scripts: cookies, links and plain forms."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request


class Visitor:
    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> str:
        return self._open(urllib.request.Request(self.url + path))

    def post(self, path: str, **fields: object) -> str:
        """The page after the redirect; a refusal raises with what the page said."""
        sent = {"csrfmiddlewaretoken": self._csrf(), **{name: str(value) for name, value in fields.items()}}
        body = urllib.parse.urlencode(sent).encode()
        return self._open(urllib.request.Request(self.url + path, body, {"Origin": self.url}))

    def sign_in(self, name: str, password: str) -> "Visitor":
        self.get("/accounts/login/")
        self.post("/accounts/login/", login=name, password=password)
        assert any(cookie.name == "sessionid" for cookie in self.cookies), f"{name} is not signed in"
        return self

    def _csrf(self) -> str:
        return next((cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken"), "")

    def _open(self, request: urllib.request.Request) -> str:
        try:
            with self.opener.open(request, timeout=30) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            words = re.sub(r"<[^>]+>|\s+", " ", error.read().decode())
            raise AssertionError(f"{error.code} for {request.full_url}: {words[:2000]}") from error

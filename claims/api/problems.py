"""What was wrong with a call, in a form that programs read."""

from typing import Any

from django.http import JsonResponse


class Problem(Exception):
    """A call that is refused whole; nothing of it was done."""

    def __init__(self, status: int, code: str, message: str, field: str = "", **headers: str) -> None:
        super().__init__(message)
        self.status, self.code, self.field, self.headers = status, code, field, headers

    def response(self) -> JsonResponse:
        told: dict[str, Any] = {"code": self.code, "message": str(self)}
        if self.field:
            told["field"] = self.field
        named = {name.replace("_", "-"): value for name, value in self.headers.items()}
        return JsonResponse({"error": told}, status=self.status, headers=named)

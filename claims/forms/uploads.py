"""How much one post may bring. What is over it is read off the wire and kept nowhere."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest


class Bounded(FileUploadHandler):
    too_much = False

    def handle_raw_input(
        self, input_data: Any, META: dict[str, str], content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        self.too_much = content_length > settings.MAX_UPLOAD_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.too_much:
            setattr(self.request, "too_much", True)  # noqa: B010
            raise StopUpload(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def was_too_much(request: HttpRequest) -> bool:
    """Its fields before the first file were read, its files were not."""
    return getattr(request, "too_much", False)

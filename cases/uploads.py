"""How an uploaded file is taken in: in memory, up to the limit, and nothing of it on disk."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class BoundedUpload(FileUploadHandler):
    """Keeps nothing more of a file once it is past the limit, and says how large it was.

    The rest of it is read and dropped: a connection that is cut would show the writer no answer, and lose the text.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.ATTACHMENT_BYTES:
            self.kept = BytesIO()
        else:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept,
            self.field_name,
            str(self.file_name),
            str(self.content_type),
            file_size,
            self.charset,
            self.content_type_extra,
        )

"""A file of people (``people/1``, YAML): read whole, then made whole or not at all."""

from laeringskontrakt.config.people_file.complaints import Complaint
from laeringskontrakt.config.people_file.making import Made, make
from laeringskontrakt.config.people_file.reader import MAX_BYTES, read

__all__ = ["MAX_BYTES", "Complaint", "Made", "make", "read"]

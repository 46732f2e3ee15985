"""The socket on which the site listens, taken first of all: whoever cannot have the port is told at once, not after the migrations."""

import errno
import socket

from gongkai.messages import Message, UserError, message

BACKLOG = 256


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; 0 as port takes any free one. Raises UserError when the address cannot be had.

    It listens from now on: two starts cannot both have the port, and visitors who come during the migrations wait instead of being refused.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError as error:
        raise UserError(message("{host} is no address of this machine", host=host)) from error
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that was just left can be had again
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise UserError(_why(error, host, port)) from error
    return listener


def _why(error: OSError, host: str, port: int) -> Message:
    if error.errno == errno.EADDRINUSE:
        return message("Port {port} of {host} is in use: stop what uses it, or choose another one with --port", port=port, host=host)
    if error.errno == errno.EACCES:
        return message("Port {port} may not be used by this account: choose one above 1023 with --port", port=port)
    return message("{host} is no address of this machine", host=host)

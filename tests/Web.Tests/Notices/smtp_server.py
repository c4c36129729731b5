"""A mail server on this machine: Debian's aiosmtpd with STARTTLS and sign-in, which keeps what it gets in a file.

smtp_server.py CERTIFICATE KEY USER PASSWORD MAILS: prints its port once it listens, and ends with its standard input.
"""

import asyncio
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

certificate, key, user, password, mails = sys.argv[1:]


class Keep:
    async def handle_DATA(self, server, session, envelope):
        with open(mails, "a", encoding="utf-8") as file:
            file.write(f"{session.authenticated} {session.ssl is not None} {envelope.mail_from} {' '.join(envelope.rcpt_tos)}\n")
            file.write(envelope.content.decode("utf-8").replace("\r\n", "\n") + "\n")
        return "250 kept"


def authenticate(server, session, envelope, mechanism, auth_data):
    good = isinstance(auth_data, LoginPassword) and (auth_data.login, auth_data.password) == (user.encode(), password.encode())
    return AuthResult(success=good, handled=False)


async def serve():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Keep(), tls_context=context, require_starttls=True, authenticator=authenticate, auth_required=True, loop=loop),
        "127.0.0.1",
        0,
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(serve())

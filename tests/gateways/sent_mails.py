"""Mails as calendars and mail servers send them, written by hand after their habits. Not a test module itself."""

from base64 import b64encode
from quopri import encodestring


def reply(uid: str, said: str, *, sequence: int = 1, maker: str = "Calendar") -> str:
    """The calendar part of an answer."""
    lines = [
        "BEGIN:VCALENDAR",
        f"PRODID:-//{maker}//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        "DTSTART:20260302T090000Z",
        "DTEND:20260302T100000Z",
        "DTSTAMP:20260226T101500Z",
        "ORGANIZER;CN=Rung:mailto:interviews@example.org",
        f"UID:{uid}",
        f'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={said};CN="Mei Ito":mailto:mei@example.org',
        f"SEQUENCE:{sequence}",
        "STATUS:CONFIRMED",
        "SUMMARY:Panel",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(_folded(line) for line in lines) + "\r\n"


def _folded(line: str) -> str:
    return "\r\n ".join(line[start : start + 70] for start in range(0, len(line), 70))


def from_google(uid: str, said: str = "ACCEPTED", **given: int) -> bytes:
    """Alternative texts with a calendar part, and the same once more as a file, in base64."""
    text = reply(uid, said, maker="Google Inc//Google Calendar 70.9054", **given)
    encoded = b64encode(text.encode()).decode()
    return f"""\
MIME-Version: 1.0
Reply-To: Mei Ito <mei@example.org>
Sender: Google Calendar <calendar-notification@google.com>
Message-ID: <calendar-5d2b@google.com>
Date: Thu, 26 Feb 2026 10:15:00 +0000
Subject: Accepted: Panel
From: Mei Ito <mei@example.org>
To: interviews@example.org
Content-Type: multipart/mixed; boundary="000000000000aa01"

--000000000000aa01
Content-Type: multipart/alternative; boundary="000000000000aa02"

--000000000000aa02
Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes
Content-Transfer-Encoding: base64

TWVpIEl0byBoYXMgYWNjZXB0ZWQgdGhpcyBpbnZpdGF0aW9uLg==
--000000000000aa02
Content-Type: text/calendar; charset="UTF-8"; method=REPLY
Content-Transfer-Encoding: 7bit

{text}
--000000000000aa02--
--000000000000aa01
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

{encoded}
--000000000000aa01--
""".encode()


def from_outlook(uid: str, said: str = "DECLINED", **given: int) -> bytes:
    """Alternative texts of which the last is the calendar part, in base64, with a comment that nobody asked for."""
    text = reply(uid, said, maker="Microsoft Corporation//Outlook 16.0 MIMEDIR", **given).replace(
        "STATUS:CONFIRMED\r\n", "STATUS:CONFIRMED\r\nCOMMENT;LANGUAGE=en-US:\\n\r\nX-MICROSOFT-CDO-APPT-SEQUENCE:1\r\n"
    )
    encoded = b64encode(text.encode()).decode()
    return f"""\
From: Mei Ito <mei@example.org>
To: "interviews@example.org" <interviews@example.org>
Subject: Declined: Panel
Thread-Topic: Panel
Date: Thu, 26 Feb 2026 10:15:00 +0000
Message-ID: <DB9PR01MB1234@DB9PR01MB1234.eurprd01.prod.exchangelabs.com>
Content-Language: en-US
Content-Type: multipart/alternative;
\tboundary="_000_DB9PR01MB1234_"
MIME-Version: 1.0

--_000_DB9PR01MB1234_
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable


--_000_DB9PR01MB1234_
Content-Type: text/calendar; charset="utf-8"; method=REPLY
Content-Transfer-Encoding: base64

{encoded}

--_000_DB9PR01MB1234_--
""".encode()


def from_apple(uid: str, said: str = "TENTATIVE", **given: int) -> bytes:
    """One text and one calendar part, quoted-printable."""
    text = reply(uid, said, maker="Apple Inc.//macOS 14.5//EN", **given)
    quoted = encodestring(text.replace("\r\n", "\n").encode()).decode()
    return f"""\
From: Mei Ito <mei@example.org>
Content-Type: multipart/mixed;
\tboundary="Apple-Mail=_6E3F"
Mime-Version: 1.0 (Mac OS X Mail 16.0)
Subject: Tentative: Panel
Message-Id: <6E3F0001@example.org>
Date: Thu, 26 Feb 2026 11:15:00 +0100
To: interviews@example.org

--Apple-Mail=_6E3F
Content-Transfer-Encoding: 7bit
Content-Type: text/plain;
\tcharset=us-ascii

Mei Ito has tentatively accepted your invitation.

--Apple-Mail=_6E3F
Content-Disposition: attachment;
\tfilename=iCal-20260226-111500.ics
Content-Type: text/calendar;
\tcharset=utf-8;
\tmethod=REPLY;
\tname=iCal-20260226-111500.ics
Content-Transfer-Encoding: quoted-printable

{quoted}
--Apple-Mail=_6E3F--
""".encode()


_POSTFIX = """\
Return-Path: <>
Received: by mail.example.org (Postfix)
\tid 4F1D22001; Thu, 26 Feb 2026 10:15:00 +0000 (UTC)
Date: Thu, 26 Feb 2026 10:15:00 +0000 (UTC)
From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: interviews@example.org
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="9A1B22000.1772100900/mail.example.org"
Message-Id: <20260226101500.4F1D22001@mail.example.org>

--9A1B22000.1772100900/mail.example.org
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.example.org.

--9A1B22000.1772100900/mail.example.org
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
X-Postfix-Queue-ID: 9A1B22000
Arrival-Date: Thu, 26 Feb 2026 10:14:58 +0000 (UTC)

Final-Recipient: rfc822; nobody@example.net
Original-Recipient: rfc822;nobody@example.net
Action: {action}
Status: 5.1.1
Remote-MTA: dns; mx.example.net
Diagnostic-Code: smtp; 550 5.1.1 <nobody@example.net>: Recipient address
    rejected: User unknown

--9A1B22000.1772100900/mail.example.org
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers
Content-Transfer-Encoding: 8bit

From: Rung <interviews@example.org>
To: nobody@example.net
Subject: Your interview
Message-ID: {message_id}
Date: Thu, 26 Feb 2026 10:14:58 +0000

--9A1B22000.1772100900/mail.example.org--
"""


def from_postfix(message_id: str, *, action: str = "failed") -> bytes:
    """A report with a notice, the facts for machines, and the headers of what was sent."""
    return _POSTFIX.format(message_id=message_id, action=action).encode()


_EXCHANGE = """\
From: <postmaster@example.onmicrosoft.com>
To: <interviews@example.org>
Date: Thu, 26 Feb 2026 10:15:00 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="30f4c2d5-0c55"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-US
Message-ID: <30f4c2d5@AM0PR01MB5678.eurprd01.prod.exchangelabs.com>
In-Reply-To: {message_id}
References: {message_id}
Subject: Undeliverable: Your interview
Auto-Submitted: auto-replied

--30f4c2d5-0c55
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="8e3d22a1-91ff"

--8e3d22a1-91ff
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Your message to nobody@example.net couldn't be delivered.

--8e3d22a1-91ff
Content-Type: text/html; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

<html><body>Your message couldn't be delivered.</body></html>

--8e3d22a1-91ff--

--30f4c2d5-0c55
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR01MB5678.eurprd01.prod.exchangelabs.com
Received-From-MTA: dns;mail.example.org
Arrival-Date: Thu, 26 Feb 2026 10:14:58 +0000

Final-Recipient: rfc822;nobody@example.net
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup

--30f4c2d5-0c55
Content-Type: message/rfc822

Received: from mail.example.org (203.0.113.7) by AM0PR01MB5678.eurprd01.prod.exchangelabs.com
From: Rung <interviews@example.org>
To: nobody@example.net
Subject: Your interview
Message-ID: {message_id}
Date: Thu, 26 Feb 2026 10:14:58 +0000
Content-Type: text/plain

Hello.

--30f4c2d5-0c55--
"""


def from_exchange(message_id: str) -> bytes:
    """A report with a page of HTML before the facts, and the whole message that was sent."""
    return _EXCHANGE.format(message_id=message_id).encode()

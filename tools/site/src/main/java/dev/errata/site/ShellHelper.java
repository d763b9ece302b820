package dev.errata.site;

import java.util.EnumSet;
import java.util.Set;

/** A function of the shell that scripts call; it is copied along with the scripts that need it. */
enum ShellHelper {
    /** Asks for a state. */
    FIXTURE("""
            # Asks the test controls for a state. What they answer becomes variables. Services that print a token at their
            # start want it in ERRATA_CONTROL_TOKEN.
            fixture() {
              asked=
              for each in "${@:2}"; do
                each=${each//\\\\/\\\\\\\\} each=${each//\\"/\\\\\\"}
                asked+="${asked:+, }\\"${each%%%%=*}\\": \\"${each#*=}\\""
              done
              made=$(curl -sSf "%s/fixtures/$1" -H "Control-Token: ${ERRATA_CONTROL_TOKEN-}" \\
                -H 'Content-Type: application/json' --data-binary "{$asked}")
              eval "$(python3 -c 'import json, shlex, sys
            for name, value in json.load(sys.stdin).items():
                if value is None: continue
                value = shlex.quote(value if isinstance(value, str) else json.dumps(value))
                for each in name, sys.argv[1] + "_" + name:
                    print(each.replace("-", "_") + "=" + value)' "$1" <<<"$made")"
            }
            """),
    /** Reads a member. */
    JSON("""
            # Prints a member of the JSON that it reads.
            json() {
              python3 -c 'import json, sys
            value = json.load(sys.stdin)
            for key in sys.argv[1].split("."):
                value = value[int(key) if isinstance(value, list) else key]
            print(value if isinstance(value, str) else json.dumps(value))' "$1"
            }
            """),
    /** A random id. */
    UUID("""
            uuid() { python3 -c 'import uuid; print(uuid.uuid4())'; }
            """),
    /** The time of this machine. */
    NOW("""
            # Prints the time, so many seconds from now.
            now() {
              python3 -c 'import sys
            from datetime import datetime, timedelta, timezone
            time = datetime.now(timezone.utc) + timedelta(seconds=int(sys.argv[1]))
            print(time.strftime("%%Y-%%m-%%dT%%H:%%M:%%SZ"))' "$1"
            }
            """),
    /** The time of the service, whose clock can be moved. */
    SERVICE_NOW("""
            # Prints the time of the service, so many seconds from now.
            now() {
              python3 -c 'import json, sys
            from datetime import datetime, timedelta
            time = datetime.fromisoformat(json.load(sys.stdin)["now"][:19]) + timedelta(seconds=int(sys.argv[1]))
            print(time.isoformat() + "Z")' "$1" < <(curl -sSf "%s/clock" \\
                -H "Control-Token: ${ERRATA_CONTROL_TOKEN-}" -H 'Content-Type: application/json' -d '{"advance": "PT0S"}')
            }
            """),
    /** Seconds since 1970. */
    TIMESTAMP("""
            # Prints the time in seconds since 1970.
            timestamp() {
              python3 -c 'import sys
            from datetime import datetime
            print(int(datetime.fromisoformat(sys.argv[1][:19] + "+00:00").timestamp()))' "$(now 0)"
            }
            """),
    /** A large body. */
    GROW("""
            # Prints a text again and again until it is so many bytes long.
            grow() {
              python3 -c 'import sys
            size, text = int(sys.argv[1]), sys.argv[2].encode()
            sys.stdout.buffer.write((text * (size // len(text) + 1))[:size])' "$1" "$2"
            }
            """),
    /** A signature. */
    HMAC("""
            # Signs what it reads.
            hmac() {
              python3 -c 'import base64, hashlib, hmac, sys
            key = base64.b64decode(sys.argv[2].removeprefix("whsec_")) if sys.argv[1] == "base64" else sys.argv[2].encode()
            mac = hmac.new(key, sys.stdin.buffer.read(), hashlib.sha256)
            print(base64.b64encode(mac.digest()).decode() if sys.argv[1] == "base64" else mac.hexdigest())' "$1" "$2"
            }
            """),
    /** Bytes on the wire. */
    RAW("""
            # Sends bytes as they are, which curl would not. It knows no TLS, and base must name its port.
            raw() {
              address=${base#*://}
              exec 3<>"/dev/tcp/${address%%%%:*}/${address##*:}"
              cat >&3
              cat <&3
            }
            """),
    /** A listener. */
    RECEIVER("""
            # Takes deliveries on this machine until the script ends.
            receiver() {
              exec 4< <(exec python3 -uc 'import http.server
            class Taker(http.server.BaseHTTPRequestHandler):
                def do_POST(self):
                    self.rfile.read(int(self.headers["Content-Length"] or 0))
                    self.send_response(204)
                    self.end_headers()
            server = http.server.HTTPServer(("127.0.0.1", 0), Taker)
            print(f"http://127.0.0.1:{server.server_port}/")
            server.serve_forever()')
              trap "kill $!" EXIT
              read -r receiver_url <&4
            }
            """);

    private final String text;

    ShellHelper(String text) {
        this.text = text;
    }

    /** Its definition; the controls stand in it as the shell reads them. */
    String text(String controls) {
        return text.formatted(controls).stripTrailing();
    }

    /** These and what they call themselves. */
    static Set<ShellHelper> closed(Set<ShellHelper> used, boolean controls) {
        Set<ShellHelper> all = EnumSet.noneOf(ShellHelper.class);
        all.addAll(used);
        if (all.contains(TIMESTAMP)) {
            all.add(NOW);
        }
        if (controls && all.remove(NOW)) {
            all.add(SERVICE_NOW);
        }
        return all;
    }
}

import Basics
import Ledger
import Presentation

/// What `sohoa serve` says to whoever starts it while nobody can sign in: on standard output only, never in the log.
struct FirstAdministratorNotice {
    private let address: String

    init(_ link: LinkToken, _ settings: ServiceSettings, port: Int) {
        let scheme = settings.certificate == nil ? "http" : "https"
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        address = "\(scheme)://\(host):\(port)/link/\(link.text)"
    }

    /// That nobody reads it is no reason to stop.
    func print() {
        let text = TextPage(
            """
            Chưa có tài khoản nào. Quản trị đầu tiên mở liên kết này, dùng một lần:
            There is no account yet. The first administrator opens this link, once:
            \(address)
            """)
        try? Print.tryWriting(text)
    }
}

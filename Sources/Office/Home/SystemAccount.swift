import Basics
import Glibc

extension Actor {
    /// The account of the machine under which this process runs.
    /// - Parameter person: the name of a person for whom the caller says to act.
    public static func systemAccount(claiming person: String? = nil) -> Actor {
        let id = getuid()
        var buffer = [CChar](repeating: 0, count: 4_096)
        var record = passwd()
        var found: UnsafeMutablePointer<passwd>?
        let name =
            getpwuid_r(id, &record, &buffer, buffer.count, &found) == 0 && found != nil
            ? String(cString: record.pw_name) : "uid \(id)"
        return Actor(.system, account: name, claimed: person)
    }
}

import Basics
import Foundation

/// Where the server listens and how much it takes.
public struct StationServerSettings: Sendable {
    /// Address to listen on, or a name for one. Only loopback addresses are taken without TLS.
    public var host = "127.0.0.1"
    /// Port to listen on; 0 lets the system choose.
    public var port = 8080
    /// Certificates; `nil` for plain HTTP.
    public var tls: TLSFiles?
    /// Whether plain HTTP is taken on addresses other than loopback: the tokens then cross the network unprotected.
    public var allowsPlaintext = false
    /// Folder for what is being handed over; on the file system of the data home.
    public var uploads: URL
    /// Whether health and metrics answer to this machine only. Behind a proxy on this machine everybody is on it.
    public var operationsAreLocal = true
    public var limits = Limits()

    /// - Parameter uploads: folder for what is being handed over; made when it does not exist.
    public init(uploads: URL) { self.uploads = uploads }

    /// Files in PEM form.
    public struct TLSFiles: Hashable, Sendable {
        /// The server's certificate, then those between it and the root.
        public var certificateChain: String
        public var privateKey: String

        public init(certificateChain: String, privateKey: String) {
            self.certificateChain = certificateChain
            self.privateKey = privateKey
        }
    }

    /// How much is taken. A request over a limit is answered with 413 or 429.
    public struct Limits: Hashable, Sendable {
        /// Largest file, bytes.
        public var fileBytes = 2 << 30
        /// Largest batch, bytes.
        public var batchBytes = 20 << 30
        /// Most files of a batch.
        public var batchFiles = 10_000
        /// Most open batches of a station.
        public var openBatches = 20
        /// Requests a second of a station, on average.
        public var requestsPerSecond = 100.0
        /// Requests of a station at once.
        public var requestBurst = 200
        /// Files that a station may send at the same time.
        public var parallelFiles = 16
        /// Event streams that a station may have at the same time.
        public var eventStreams = 16
        /// Connections in all; when there are more, one that is silent has to go.
        public var connections = 512
        /// Connections of which nobody has shown a token yet.
        public var strangers = 256
        /// Of these, connections from one address.
        public var strangersOfAddress = 128
        /// Connections of one station.
        public var stationConnections = 128
        /// How long the head of a request may take on a connection whose station is not known yet.
        public var headTime: Duration = .seconds(10)
        /// How long a request may wait to be recorded when somebody else writes; longer, and the station is to try again.
        public var ledgerTime: Duration = .seconds(2)
        /// Free bytes that uploads leave on the disk.
        public var freeDiskBytes = 1 << 30
        /// How long a connection may be silent while a request is awaited or read.
        public var idleTime: Duration = .seconds(30)
        /// A body that has come for ``slowTime`` must come with as many bytes a second on average.
        public var slowestBytesPerSecond = 1024
        /// How long a body may be slower.
        public var slowTime: Duration = .seconds(30)
        /// How long a rejected body is still read, so that the client gets to see the answer.
        public var lingerTime: Duration = .seconds(3)
        /// Time between heartbeats of an event stream.
        public var heartbeat: Duration = .seconds(15)
        /// How long requests in progress may go on once the server stops.
        public var stopTime: Duration = .seconds(5)

        public init() {}
    }
}

/// Why a server cannot start.
public enum StationServerError: RefusalConvertible, Hashable, CustomStringConvertible {
    /// Plain HTTP on an address that others reach.
    case plaintextRefused(host: String)
    /// The name to listen on stands for no address.
    case unknownHost(String)
    /// A certificate or key cannot be read.
    case badCertificate(path: String)
    /// The folder for uploads cannot be made.
    case uploadsUnusable(String)

    public var refusal: Refusal {
        switch self {
        case .plaintextRefused(let host):
            Refusal(
                "plaintext_refused", .failed,
                "Không nhận kết nối không mã hóa trên \(host): hãy cấu hình chứng thư TLS.",
                "Plain HTTP is refused on \(host): give TLS certificate files, or allow it explicitly.")
        case .unknownHost(let host):
            Refusal(
                "unknown_host", .failed, "Không có địa chỉ nào tên là \(host).",
                "There is no address of this name to listen on: \(host)")
        case .badCertificate(let path):
            Refusal(
                "bad_certificate", .failed, "Không đọc được chứng thư hoặc khóa: \(path)",
                "The certificate or key cannot be read: \(path)")
        case .uploadsUnusable(let path):
            Refusal(
                "uploads_unusable", .failed, "Không ghi được thư mục nhận tệp: \(path)",
                "The folder for uploads cannot be written: \(path)")
        }
    }

    public var description: String { refusal.text.text }
}

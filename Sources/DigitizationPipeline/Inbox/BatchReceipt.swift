import Basics
import DocumentModel
import Dossiers
import Ledger

/// What became of a batch, for the station that handed it in. Instants are UTC milliseconds.
public struct BatchReceipt: Hashable, Sendable, Codable {
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Its originals are kept; nothing is read yet.
        case taken
        case reading
        case finished
        /// Its job was given up; somebody has to look.
        case failed
        /// It was not taken; ``BatchReceipt/quarantine`` tells why.
        case quarantined
    }

    /// A component that got pages of the batch.
    public struct Document: Hashable, Sendable, Codable {
        public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
            case attached
            /// The component has another document; a person decides.
            case keptAsCandidate = "kept_beside"
            /// The component held these pages before.
            case alreadyHeld = "already_held"
            /// Another document has taken its place since, or a person did not want it.
            case replaced
        }

        public var caseCode: CaseCode
        public var component: ComponentCode
        /// What the paper is called; empty when the case's rules do not name it.
        public var name: String
        public var pages: Int
        public var outcome: Outcome

        private enum CodingKeys: String, CodingKey {
            case component, name, pages, outcome
            case caseCode = "case"
        }
    }

    /// What a case of the batch still lacks.
    public struct Missing: Hashable, Sendable, Codable {
        public var caseCode: CaseCode
        public var component: ComponentCode
        public var name: String

        private enum CodingKeys: String, CodingKey {
            case component, name
            case caseCode = "case"
        }
    }

    /// Something to rescan or to look at.
    public struct Issue: Hashable, Sendable, Codable {
        /// `nil` when the whole batch is meant.
        public var file: String?
        /// 1-based page in the file; `nil` when the whole file is meant.
        public var page: Int?
        public var code: IssueCode
        public var messageVi: String
        public var messageEn: String
        /// Technical, in English.
        public var detail: String

        private enum CodingKeys: String, CodingKey {
            case file, page, code, detail
            case messageVi = "message_vi"
            case messageEn = "message_en"
        }
    }

    /// Pages that wait for a person.
    public struct Waiting: Hashable, Sendable, Codable {
        public var reason: IssueCode
        public var messageVi: String
        public var messageEn: String
        public var pages: Int
        /// As read or proposed.
        public var caseCode: String?
        public var component: String?

        private enum CodingKeys: String, CodingKey {
            case reason, pages, component
            case messageVi = "message_vi"
            case messageEn = "message_en"
            case caseCode = "case"
        }
    }

    /// Another batch of the same name.
    public struct SameName: Hashable, Sendable, Codable {
        public var batchID: BatchID
        public var handedInAt: Instant

        private enum CodingKeys: String, CodingKey {
            case batchID = "batch_id"
            case handedInAt = "handed_in_at"
        }
    }

    /// Why its work waits though nothing is wrong with it: something that the machine lacks.
    public struct PutOff: Hashable, Sendable, Codable {
        /// As in jobs and in `/health/ready`.
        public var code: String
        public var messageVi: String
        public var messageEn: String

        private enum CodingKeys: String, CodingKey {
            case code
            case messageVi = "message_vi"
            case messageEn = "message_en"
        }
    }

    public var state: State
    /// Why nothing happens at present; `nil` while it is worked on, and in receipts of earlier versions.
    public var putOff: PutOff?
    /// Name of the folder or file, NFC.
    public var batch: String
    /// `nil` when it was not taken.
    public var batchID: BatchID?
    public var station: String?
    /// When it was handed in this time; for what was not taken, when that was found.
    public var handedInAt: Instant
    /// When the same content was handed in first, if that was earlier; nothing was done again then.
    public var knownSince: Instant?
    public var finishedAt: Instant?
    /// Files that are kept, the manifest included.
    public var files: Int
    public var bytes: Int
    /// Pages that were found, separators, blanks and unreadable ones included; `nil` before it is finished.
    public var pages: Int?
    /// Where the pages went; `nil` before it is finished and in receipts of earlier versions. Its sum is ``pages``.
    public var pageSum: PageSum?
    /// In which order the files were taken; `nil` in receipts of earlier versions.
    public var order: FileOrder?
    /// How many pages the station says there are.
    public var declaredPages: Int?
    /// Whether the two differ; `nil` when one is not known.
    public var pagesDiffer: Bool?
    public var documents: [Document] = []
    public var missing: [Missing] = []
    public var issues: [Issue] = []
    public var waiting: [Waiting] = []
    /// Pages without a case that were filed as evidence of the postal channel; `nil` in receipts of earlier versions.
    public var filedPages: Int?
    /// Why its job was given up.
    public var failure: String?
    /// Names of files that systems, scanners or copying programs left: kept, but no papers. `nil` in receipts of earlier
    /// versions.
    public var asides: [String]?
    /// Other batches of the same name that the station handed in shortly before or after: parts of one folder, perhaps.
    public var sameName: [SameName]?
    public var quarantine: QuarantineReason?

    /// Explicit, so that an encoder's key strategy changes nothing.
    private enum CodingKeys: String, CodingKey {
        case state, batch, station, files, bytes, pages, documents, missing, issues, waiting, failure, quarantine,
            asides
        case putOff = "put_off"
        case sameName = "same_name"
        case batchID = "batch_id"
        case handedInAt = "handed_in_at"
        case knownSince = "known_since"
        case finishedAt = "finished_at"
        case order
        case pageSum = "page_sum"
        case declaredPages = "declared_pages"
        case pagesDiffer = "pages_differ"
        case filedPages = "filed_pages"
    }

    /// What tells receipts of one name apart.
    var identity: String { batchID?.rawValue ?? "quarantine-\(handedInAt.milliseconds)" }

    init(state: State, batch: String, station: String?, handedInAt: Instant, files: Int = 0, bytes: Int = 0) {
        self.state = state
        self.batch = batch
        self.station = station
        self.handedInAt = handedInAt
        self.files = files
        self.bytes = bytes
    }

    /// Whether it stands still, and why.
    /// - Parameter error: with which its job was put off.
    mutating func wait(because error: JobError) {
        let refusal = EnvironmentFault.refusal(code: error.code, detail: error.detail)
        putOff = PutOff(
            code: error.code, messageVi: refusal.vietnamese.text, messageEn: refusal.english.text)
    }

    /// The receipt of what was not taken.
    init(_ reason: QuarantineReason) {
        self.init(
            state: .quarantined, batch: reason.batch, station: reason.station.rawValue,
            handedInAt: reason.quarantinedAt)
        quarantine = reason
    }
}

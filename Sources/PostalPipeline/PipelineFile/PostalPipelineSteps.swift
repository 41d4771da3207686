import Dossiers

/// What the worker does for the postal channel on its own: what `Pipelines/postal-*.yaml` say.
///
/// Stages always run in the order watch, take-statements or take-events, file-slips, reconcile, report; those that a file
/// leaves out are not done.
public struct PostalPipelineSteps: Hashable, Sendable {
    /// What the spreadsheets of the station are.
    public enum Spreadsheets: Hashable, Sendable {
        /// The post's statements, of this operator.
        case statements(operatorName: String)
        /// The operator's events of items.
        case events
    }

    public var name: String
    /// The folder of the inbox that is watched.
    public var station: StationName
    /// For how many seconds a file must not change before it is taken.
    public var stableSeconds: Int
    /// `nil` when spreadsheets are left alone.
    public var spreadsheets: Spreadsheets?
    /// Whether slips among scanned pages are filed on the legs of their parcels.
    public var filesSlips: Bool
    /// Whether taking something is followed by a reconciliation.
    public var reconciles: Bool
    /// Folder of the data home into which the reconciliation is written; `nil` for none.
    public var reportFolder: String?

    init(name: String, station: StationName) {
        self.name = name
        self.station = station
        stableSeconds = 30
        filesSlips = false
        reconciles = false
    }

    /// What `Pipelines/postal-intake.yaml` and `Pipelines/postal-return.yaml` say.
    public static let standard: [PostalPipelineSteps] = {
        guard let events = StationName(rawValue: "postal-events"), let statements = StationName(rawValue: "postal")
        else { return [] }
        var intake = PostalPipelineSteps(name: "postal-intake", station: events)
        (intake.spreadsheets, intake.filesSlips) = (.events, true)
        var back = PostalPipelineSteps(name: "postal-return", station: statements)
        (back.spreadsheets, back.filesSlips, back.reconciles) = (.statements(operatorName: "VNPOST"), true, true)
        back.reportFolder = "reports"
        return [intake, back]
    }()
}

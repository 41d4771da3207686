/// A register of cases as the one-stop system exports it, read from a file.
///
/// A row that cannot be used is left out and told about; the good ones go on.
public struct CaseRegister: Hashable, Sendable {
    /// The good cases in the order of the file, each code once.
    public var cases: [CaseRecord]
    /// What is wrong with the other rows, in the order of the file.
    public var faults: [CaseRegisterFault]

    public init(cases: [CaseRecord] = [], faults: [CaseRegisterFault] = []) {
        self.cases = cases
        self.faults = faults
    }

    /// Limits on what comes from outside.
    public enum Limit {
        /// Bytes of a file.
        public static let fileSize = 512 << 20
        /// Cases in a file.
        public static let cases = 1_000_000
        /// Components of a case.
        public static let components = 200
        /// Characters of one value.
        public static let characters = 1_000
    }

    /// Takes rows in order; a code that was there already is a fault.
    mutating func add(_ rows: some Sequence<(number: Int, row: CaseRow)>) {
        var seen = Set(cases.map(\.code))
        for (number, row) in rows {
            switch row.validated(number: number) {
            case .failure(let found): faults += found.all
            case .success(let record):
                if seen.insert(record.code).inserted {
                    cases.append(record)
                } else {
                    faults.append(
                        CaseRegisterFault(
                            .duplicateCase, row: number, caseCode: record.code.rawValue, field: "case"))
                }
            }
        }
    }
}

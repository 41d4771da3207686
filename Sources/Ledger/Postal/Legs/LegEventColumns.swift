import Basics
import PostalChannel

/// Facts of legs in the columns of `leg_events`.
enum LegEventColumns {
    static let insertion = """
        INSERT INTO leg_events (id, leg_id, kind, occurred_at, precision, recorded_at, source_kind, source_reference,
            parcel_id, place, detail, amount, paper, fault, supersedes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let count = 15

    static func append(_ event: LegEvent, of leg: LegID, to batch: inout SQLBatch) {
        batch.append(event.id)
        batch.append(leg)
        batch.append(event.kind)
        batch.append(event.occurred)
        batch.append(event.precision)
        batch.append(event.recorded)
        batch.append(event.source.kind)
        batch.append(event.source.reference)
        batch.append(event.parcel)
        batch.append(event.place)
        batch.append(event.detail)
        batch.append(event.amount)
        batch.append(event.paper)
        batch.append(event.fault)
        batch.append(event.supersedes)
    }

    static func event(_ row: SQLRow) throws -> LegEvent {
        LegEvent(
            id: try row.parsed("id"), kind: try row.parsed("kind"), occurred: try row.instant("occurred_at"),
            precision: try row.parsed("precision"), recorded: try row.instant("recorded_at"),
            source: EventSource(try row.parsed("source_kind"), try row.text("source_reference")),
            parcel: try row.optionalText("parcel_id"), place: try row.text("place"), detail: try row.text("detail"),
            amount: try row.optionalInteger("amount").map { Dong($0) }, paper: try row.optionalText("paper"),
            fault: try row.optionalParsed("fault"), supersedes: try row.optionalParsed("supersedes"))
    }
}

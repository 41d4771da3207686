import Basics

/// The dated data that everything about a case's course goes by.
public struct OneStopRules: Hashable, Sendable {
    public var life: LifeRules
    public var deadlines: DeadlineRules
    public var calendar: WorkingCalendar

    public init(life: LifeRules, deadlines: DeadlineRules, calendar: WorkingCalendar) {
        self.life = life
        self.deadlines = deadlines
        self.calendar = calendar
    }
}

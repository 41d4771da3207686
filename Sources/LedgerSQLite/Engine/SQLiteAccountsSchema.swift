/// The tables of accounts: who may sign in, what they may do, where they are signed in.
///
/// No secret of a session or link is stored, only its SHA-256 digest. A password is stored as what scrypt made of it; the
/// secret of an authenticator as it is, since codes have to be computed from it.
enum SQLiteAccountsSchema {
    static let accounts = """
        CREATE TABLE accounts (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            display_name TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
            sees_everything INTEGER NOT NULL CHECK (sees_everything IN (0, 1)),
            language TEXT NOT NULL,
            password TEXT,
            totp_secret TEXT,
            totp_demanded INTEGER NOT NULL CHECK (totp_demanded IN (0, 1)),
            totp_step INTEGER NOT NULL,
            last_sign_in INTEGER,
            created_at INTEGER NOT NULL,
            created_by TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE account_roles (
            account_id TEXT NOT NULL REFERENCES accounts(id),
            role TEXT NOT NULL,
            PRIMARY KEY (account_id, role)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX account_roles_role ON account_roles(role, account_id);
        CREATE TABLE account_agencies (
            account_id TEXT NOT NULL REFERENCES accounts(id),
            agency TEXT NOT NULL,
            PRIMARY KEY (account_id, agency)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER accounts_stay BEFORE DELETE ON accounts
            BEGIN SELECT RAISE(ABORT, 'an account is disabled, never deleted'); END;
        """

    static let sessions = """
        CREATE TABLE sessions (
            id TEXT NOT NULL PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts(id),
            token_digest TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (kind IN ('web', 'command')),
            stage TEXT NOT NULL CHECK (stage IN ('awaiting_code', 'awaiting_enrolment', 'open')),
            created_at INTEGER NOT NULL,
            last_used_at INTEGER NOT NULL,
            idle_end INTEGER,
            absolute_end INTEGER NOT NULL,
            ended_at INTEGER,
            address TEXT NOT NULL,
            agent TEXT NOT NULL,
            totp_secret TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sessions_account ON sessions(account_id, absolute_end);
        CREATE TABLE sign_in_failures (
            subject TEXT NOT NULL PRIMARY KEY,
            failures INTEGER NOT NULL CHECK (failures >= 0),
            last_at INTEGER NOT NULL,
            locked_until INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sign_in_failures_last ON sign_in_failures(last_at);
        """

    static let links = """
        CREATE TABLE account_links (
            id TEXT NOT NULL PRIMARY KEY,
            token_digest TEXT NOT NULL UNIQUE,
            purpose TEXT NOT NULL CHECK (purpose IN ('first_administrator', 'invitation', 'reset')),
            account_id TEXT REFERENCES accounts(id)
                CHECK ((account_id IS NULL) = (purpose = 'first_administrator')),
            created_at INTEGER NOT NULL,
            created_by TEXT NOT NULL,
            expires_at INTEGER NOT NULL,
            closed_at INTEGER,
            was_used INTEGER NOT NULL DEFAULT 0 CHECK (was_used = 0 OR closed_at IS NOT NULL)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX account_links_account ON account_links(account_id) WHERE closed_at IS NULL;
        """

    /// The record of looks; triggers keep programs from changing it, as that of acts.
    static let looks = """
        CREATE TABLE looks (
            number INTEGER NOT NULL PRIMARY KEY,
            recorded_at INTEGER NOT NULL,
            account TEXT NOT NULL,
            roles TEXT NOT NULL,
            session TEXT NOT NULL,
            subject_kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            case_code TEXT,
            purpose TEXT NOT NULL,
            note TEXT,
            hash TEXT NOT NULL
        ) STRICT;
        CREATE INDEX looks_again ON looks(account, subject, subject_kind, purpose, session, number);
        CREATE INDEX looks_account ON looks(account, number);
        CREATE INDEX looks_case ON looks(case_code, number) WHERE case_code IS NOT NULL;
        CREATE INDEX looks_time ON looks(recorded_at, number);
        CREATE TABLE look_head (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            number INTEGER NOT NULL,
            hash TEXT NOT NULL,
            last_at INTEGER NOT NULL
        ) STRICT;
        INSERT INTO look_head (id, number, hash, last_at) VALUES (1, 0, '', 0);
        CREATE TRIGGER looks_stay BEFORE DELETE ON looks
            BEGIN SELECT RAISE(ABORT, 'the record of looks is never changed'); END;
        CREATE TRIGGER looks_are_never_changed BEFORE UPDATE ON looks
            BEGIN SELECT RAISE(ABORT, 'the record of looks is never changed'); END;
        """

    /// Who signs in at another provider.
    static let identities = """
        CREATE TABLE account_identities (
            id TEXT NOT NULL PRIMARY KEY,
            issuer TEXT NOT NULL,
            subject TEXT NOT NULL,
            account_id TEXT NOT NULL REFERENCES accounts(id),
            created_at INTEGER NOT NULL,
            UNIQUE (issuer, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX account_identities_account ON account_identities(account_id);
        CREATE TRIGGER account_identities_stay BEFORE DELETE ON account_identities
            BEGIN SELECT RAISE(ABORT, 'whose account it is stays'); END;
        CREATE TRIGGER account_identities_are_never_changed BEFORE UPDATE ON account_identities
            BEGIN SELECT RAISE(ABORT, 'whose account it is stays'); END;
        """

    /// In which session an act was done, and with which roles and scope; `NULL` where the account says it all.
    static let context = "ALTER TABLE audit_entries ADD COLUMN context TEXT"
}

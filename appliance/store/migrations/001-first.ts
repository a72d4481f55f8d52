/** The first released schema. Never edit it: add a migration. */
export const first = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
  subject TEXT NOT NULL, requestId TEXT, body TEXT NOT NULL, hash BLOB NOT NULL
) STRICT;

CREATE TABLE chargerGroup (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE charger (
  id TEXT PRIMARY KEY, status TEXT NOT NULL CHECK (status IN ('waiting', 'approved', 'refused')),
  label TEXT, protocol TEXT, vendor TEXT, model TEXT, serial TEXT, firmware TEXT, profileId TEXT,
  passwordMac BLOB, passwordMacAlternative BLOB, passwordPinned INTEGER NOT NULL DEFAULT 0,
  passwordChanged INTEGER NOT NULL DEFAULT 0, strangerFrom TEXT,
  failedSignIns INTEGER NOT NULL DEFAULT 0,
  lastSeenAt TEXT, lastBootAt TEXT, bootReason TEXT, clockSkewMs INTEGER,
  reportedStatus TEXT, createdAt TEXT NOT NULL, groupId INTEGER REFERENCES chargerGroup (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX chargerByStatus ON charger (status, id);
CREATE INDEX chargerByGroup ON charger (groupId, id) WHERE groupId IS NOT NULL;

CREATE TABLE connector (
  chargerId TEXT NOT NULL REFERENCES charger (id) ON DELETE CASCADE,
  evseId INTEGER NOT NULL, connectorId INTEGER NOT NULL, status TEXT NOT NULL,
  errorCode TEXT, vendorErrorCode TEXT, info TEXT, at TEXT NOT NULL,
  PRIMARY KEY (chargerId, evseId, connectorId)
) STRICT, WITHOUT ROWID;

CREATE TABLE policy (
  scope TEXT NOT NULL CHECK (scope IN ('depot', 'group', 'charger')), scopeId TEXT NOT NULL,
  defaultMode TEXT NOT NULL CHECK (defaultMode IN ('freevend', 'managed_access')),
  onBoundary TEXT NOT NULL, boundaryGraceMin INTEGER NOT NULL, fallback TEXT NOT NULL,
  offlinePolicy TEXT NOT NULL, listMaxAgeS INTEGER, acknowledgedPartial INTEGER NOT NULL,
  version INTEGER NOT NULL, updatedAt TEXT NOT NULL, PRIMARY KEY (scope, scopeId)
) STRICT, WITHOUT ROWID;

CREATE TABLE accessWindow (
  id INTEGER PRIMARY KEY AUTOINCREMENT, scope TEXT NOT NULL, scopeId TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('freevend', 'managed_access')),
  rrule TEXT, dates TEXT NOT NULL, exdates TEXT NOT NULL, startLocal TEXT NOT NULL, endLocal TEXT NOT NULL,
  validFrom TEXT, validTo TEXT, priority INTEGER NOT NULL, label TEXT NOT NULL,
  FOREIGN KEY (scope, scopeId) REFERENCES policy (scope, scopeId) ON DELETE CASCADE
) STRICT;
CREATE INDEX accessWindowByPolicy ON accessWindow (scope, scopeId, id);

CREATE TABLE rollout (
  scope TEXT NOT NULL CHECK (scope IN ('depot', 'charger')), scopeId TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('off', 'observe', 'enforce')),
  changedAt TEXT NOT NULL, changedBy TEXT NOT NULL, PRIMARY KEY (scope, scopeId)
) STRICT, WITHOUT ROWID;

CREATE TABLE chargerMode (
  chargerId TEXT PRIMARY KEY, expectedMode TEXT NOT NULL CHECK (expectedMode IN ('freevend', 'managed_access')),
  expectedBecause TEXT NOT NULL, expectedSince TEXT NOT NULL,
  observedMode TEXT CHECK (observedMode IN ('freevend', 'managed_access')), observedAt TEXT,
  status TEXT NOT NULL, attempt INTEGER NOT NULL, lastAttemptAt TEXT, nextAttemptAt TEXT, problem TEXT,
  missed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX chargerModeOpen ON chargerMode (chargerId) WHERE status <> 'confirmed';

CREATE TABLE modeChange (
  id INTEGER PRIMARY KEY AUTOINCREMENT, entry INTEGER NOT NULL REFERENCES ledger (seq), chargerId TEXT NOT NULL, fromMode TEXT, toMode TEXT NOT NULL, cause TEXT NOT NULL,
  startedAt TEXT NOT NULL, completedAt TEXT NOT NULL, outcome TEXT NOT NULL, problem TEXT,
  attempt INTEGER NOT NULL
) STRICT;
CREATE INDEX modeChangeByCharger ON modeChange (chargerId, id);
CREATE INDEX modeChangeByTime ON modeChange (completedAt);
CREATE INDEX modeChangeProblem ON modeChange (id) WHERE outcome IN ('rejected', 'failed');

CREATE TABLE localList (
  chargerId TEXT PRIMARY KEY, version INTEGER NOT NULL, digest TEXT NOT NULL, entries INTEGER NOT NULL,
  sentAt TEXT, status TEXT NOT NULL, problem TEXT, foundLimit INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE localListContent (digest TEXT PRIMARY KEY, entries TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE chargerCapability (
  chargerId TEXT PRIMARY KEY, answers TEXT NOT NULL, proved TEXT NOT NULL,
  acknowledgedReasons TEXT, acknowledgedBy TEXT, acknowledgedAt TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE override (
  id INTEGER PRIMARY KEY, mode TEXT NOT NULL CHECK (mode IN ('freevend', 'managed_access')),
  startsAt TEXT NOT NULL, until TEXT NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL,
  acknowledgedPartial INTEGER NOT NULL, clearedAt TEXT, clearedBy TEXT
) STRICT;
CREATE INDEX overrideInForce ON override (until) WHERE clearedAt IS NULL;
CREATE TABLE overrideCharger (
  overrideId INTEGER NOT NULL REFERENCES override (id) ON DELETE CASCADE,
  chargerId TEXT NOT NULL, PRIMARY KEY (chargerId, overrideId)
) STRICT, WITHOUT ROWID;
CREATE INDEX overrideChargerByOverride ON overrideCharger (overrideId);

CREATE TABLE agreement (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('active', 'suspended', 'ended')),
  validFrom TEXT, validTo TEXT, refreshedAt TEXT NOT NULL, maxAgeS INTEGER, updatedAt TEXT NOT NULL
) STRICT;

CREATE TABLE teamRule (
  id INTEGER PRIMARY KEY, fleet TEXT NOT NULL, effect TEXT NOT NULL CHECK (effect IN ('allow', 'deny')),
  chargerIds TEXT, weekdays TEXT, startLocal TEXT, endLocal TEXT, label TEXT NOT NULL, updatedAt TEXT NOT NULL
) STRICT;
CREATE INDEX teamRuleByFleet ON teamRule (fleet);

CREATE TABLE identifier (
  id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, sealed BLOB NOT NULL,
  maskedIdentifier TEXT NOT NULL, type TEXT NOT NULL,
  accessClass TEXT NOT NULL CHECK (accessClass IN ('own_fleet', 'agreement', 'unknown')),
  status TEXT NOT NULL CHECK (status IN ('active', 'inactive', 'blocked')),
  vehicle TEXT, driver TEXT, fleet TEXT, agreementId INTEGER REFERENCES agreement (id),
  validFrom TEXT, validTo TEXT, concurrencyLimit INTEGER, createdAt TEXT NOT NULL, updatedAt TEXT NOT NULL
) STRICT;
CREATE INDEX identifierByAgreement ON identifier (agreementId) WHERE agreementId IS NOT NULL;
CREATE INDEX identifierByVehicle ON identifier (vehicle) WHERE vehicle IS NOT NULL;

CREATE TABLE unknownAttempt (
  key TEXT PRIMARY KEY, sealed BLOB NOT NULL, maskedIdentifier TEXT NOT NULL, type TEXT NOT NULL,
  lastSeenAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX unknownAttemptByTime ON unknownAttempt (lastSeenAt);

CREATE TABLE decision (
  id INTEGER PRIMARY KEY REFERENCES ledger (seq), at TEXT NOT NULL, chargerId TEXT NOT NULL,
  evseId INTEGER, connectorId INTEGER, outcome TEXT NOT NULL CHECK (outcome IN ('allow', 'deny')),
  reason TEXT NOT NULL, accessClass TEXT NOT NULL, identifierKey TEXT, maskedIdentifier TEXT,
  observed INTEGER NOT NULL
) STRICT;
CREATE INDEX decisionByTime ON decision (at);
CREATE INDEX decisionObserved ON decision (at) WHERE observed = 1;
CREATE INDEX decisionByCharger ON decision (chargerId, id);
CREATE INDEX decisionByDenial ON decision (reason, id) WHERE outcome = 'deny';

CREATE TABLE session (
  id INTEGER PRIMARY KEY AUTOINCREMENT, chargerId TEXT NOT NULL, evseId INTEGER NOT NULL,
  connectorId INTEGER NOT NULL, protocol TEXT NOT NULL, transactionId TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('started', 'charging', 'ended')),
  startedAt TEXT NOT NULL, reportedStart TEXT, endedAt TEXT, receivedAt TEXT NOT NULL,
  meterStartWh REAL, meterStopWh REAL, energyWh REAL, stopReason TEXT,
  identifierKey TEXT, maskedIdentifier TEXT, accessClass TEXT, vehicle TEXT,
  accessMode TEXT NOT NULL, decisionId INTEGER, flags TEXT NOT NULL, updatedAt TEXT NOT NULL
) STRICT;
CREATE INDEX sessionByTransaction ON session (chargerId, transactionId);
CREATE INDEX sessionByStart ON session (chargerId, connectorId, reportedStart);
CREATE INDEX sessionByCharger ON session (chargerId, startedAt, id);
CREATE INDEX sessionByTime ON session (startedAt, id);
CREATE INDEX sessionOpen ON session (chargerId, evseId) WHERE state <> 'ended';
CREATE INDEX sessionOpenByIdentifier ON session (identifierKey) WHERE state <> 'ended';

CREATE TABLE sessionFold (
  sessionId INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE, fold TEXT NOT NULL
) STRICT;

CREATE TABLE meterSample (
  id INTEGER PRIMARY KEY, chargerId TEXT NOT NULL, evseId INTEGER NOT NULL, connectorId INTEGER,
  sessionId INTEGER, at TEXT NOT NULL, energyWh REAL, powerW REAL, samples TEXT NOT NULL
) STRICT;
CREATE INDEX meterSampleBySession ON meterSample (sessionId, id) WHERE sessionId IS NOT NULL;

CREATE TABLE frame (
  id INTEGER PRIMARY KEY, chargerId TEXT NOT NULL, at TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')), kind TEXT NOT NULL, action TEXT,
  messageId TEXT, text TEXT NOT NULL, bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX frameByCharger ON frame (chargerId, id);

CREATE TABLE telemetryGap (
  id INTEGER PRIMARY KEY, lane TEXT NOT NULL CHECK (lane IN ('meter', 'frame')), chargerId TEXT,
  fromAt TEXT NOT NULL, toAt TEXT NOT NULL, count INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('overload', 'retention', 'storage_full'))
) STRICT;
CREATE INDEX telemetryGapByLane ON telemetryGap (lane, id);

CREATE TABLE toleranceUse (
  chargerId TEXT NOT NULL, tolerance TEXT NOT NULL, count INTEGER NOT NULL, lastAt TEXT NOT NULL,
  PRIMARY KEY (chargerId, tolerance)
) STRICT, WITHOUT ROWID;

CREATE TABLE fault (
  id INTEGER PRIMARY KEY, chargerId TEXT NOT NULL, evseId INTEGER NOT NULL, connectorId INTEGER NOT NULL,
  code TEXT NOT NULL, vendorId TEXT, vendorCode TEXT, info TEXT, startedAt TEXT NOT NULL, clearedAt TEXT
) STRICT;
CREATE INDEX faultByCharger ON fault (chargerId, id);
CREATE INDEX faultOpen ON fault (chargerId, evseId, connectorId) WHERE clearedAt IS NULL;

CREATE TABLE command (
  id INTEGER PRIMARY KEY, chargerId TEXT NOT NULL, action TEXT NOT NULL, payload TEXT NOT NULL,
  actor TEXT NOT NULL, requestId TEXT, at TEXT NOT NULL, outcome TEXT, response TEXT, completedAt TEXT
) STRICT;
CREATE INDEX commandByCharger ON command (chargerId, id);

CREATE TABLE user (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, role TEXT NOT NULL,
  passwordHash TEXT NOT NULL, disabledAt TEXT, failedSignIns INTEGER NOT NULL DEFAULT 0,
  lockedUntil TEXT, createdAt TEXT NOT NULL
) STRICT;

CREATE TABLE login (
  tokenHash TEXT PRIMARY KEY, userId INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  csrfToken TEXT NOT NULL, createdAt TEXT NOT NULL, expiresAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX loginByUser ON login (userId);

CREATE TABLE apiToken (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, tokenHash TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
  createdBy TEXT NOT NULL, createdAt TEXT NOT NULL, expiresAt TEXT, lastUsedAt TEXT, revokedAt TEXT
) STRICT;
`

/** The closed vocabulary of firmware profiles; `firmware-profiles/schema.json` has the same words. */

/**
 * How well something is known: by tests of our own, vendor papers, tests that others report, public code, issue
 * threads, or a guess.
 */
export const profileConfidences = [
  'tested',
  'documented',
  'field report',
  'seen in code',
  'forum',
  'inferred',
] as const
export type ProfileConfidence = (typeof profileConfidences)[number]

/**
 * What to do with a charger that connects without a BootNotification and has never told what it is: `trigger`
 * one, or `never` call it before it boots by itself, for calls before the boot make some restart in a loop.
 */
export const bootAfterReconnectRules = ['trigger', 'never'] as const
export type BootAfterReconnect = (typeof bootAfterReconnectRules)[number]

/** What a configuration key holds, which is how its value is compared: `True` and `1` are one boolean. */
export const keyTypes = ['boolean', 'integer', 'choice', 'text', 'id_tag'] as const
export type KeyType = (typeof keyTypes)[number]

/** Whether a change of a key waits for a restart of the charger. */
export const rebootNeeds = ['none', 'required', 'unknown'] as const
export type RebootNeed = (typeof rebootNeeds)[number]

/** Whether the charger is open as it comes from the factory. */
export const factoryModes = ['open', 'managed', 'unknown'] as const
export type FactoryMode = (typeof factoryModes)[number]

/** For what has been seen, has been seen not to be so, or has not been looked at. */
export const yesNoUnknown = ['yes', 'no', 'unknown'] as const
export type YesNoUnknown = (typeof yesNoUnknown)[number]

/** When a change of mode holds for a vehicle that is plugged in already. */
export const effectTimes = ['at_once', 'next_plug_in', 'unknown'] as const
export type EffectTime = (typeof effectTimes)[number]

/** Whom the charger lets in while the gateway is away: as its keys say, anybody all the same, or not known. */
export const offlineEnforcements = ['as_configured', 'fails_open', 'unknown'] as const
export type OfflineEnforcement = (typeof offlineEnforcements)[number]

/** What comes back when all keys are asked for at once: `incomplete` leaves some out that exist. */
export const readAllResults = ['complete', 'incomplete', 'fails'] as const
export type ReadAllResult = (typeof readAllResults)[number]

/** How the charger wants `true` written; `false` goes alike, `0` for `1`. */
export const booleanSpellings = ['true', 'True', 'TRUE', '1'] as const
export type BooleanSpelling = (typeof booleanSpellings)[number]

/**
 * Where a standard key is not simply there to be written: `ignored` is accepted without effect, `by_name_only`
 * is left out when all keys are asked for.
 */
export const keyAccesses = ['absent', 'readonly', 'ignored', 'by_name_only'] as const
export type KeyAccess = (typeof keyAccesses)[number]

/** `unknown`: ask the charger. `refuses`: claims support, then refuses. `unadvertised`: has it, does not say so. */
export const localListSupports = ['supported', 'none', 'refuses', 'unadvertised', 'unknown'] as const
export type LocalListSupport = (typeof localListSupports)[number]

/** The form in which the charger takes identifiers. */
export const idForms = ['any', 'hex', 'upper_case', 'lower_case'] as const
export type IdForm = (typeof idForms)[number]

/** Which identifier a remote start may carry while anyone may charge. */
export const openRemoteStarts = ['any', 'freevend_id_tag', 'refused'] as const
export type OpenRemoteStart = (typeof openRemoteStarts)[number]

/** What the charger does when the answer to its start is not `Accepted`. */
export const invalidAnswerBehaviours = ['stops', 'keeps_charging', 'energy_limited', 'unknown'] as const
export type InvalidAnswerBehaviour = (typeof invalidAnswerBehaviours)[number]

/** The keys of the standard that the gateway reads or writes, as the standard spells them. */
export const standardKeys = [
  'AllowOfflineTxForUnknownId',
  'AuthorizationCacheEnabled',
  'AuthorizeRemoteTxRequests',
  'ClockAlignedDataInterval',
  'ConnectionTimeOut',
  'GetConfigurationMaxKeys',
  'HeartbeatInterval',
  'LocalAuthListEnabled',
  'LocalAuthListMaxLength',
  'LocalAuthorizeOffline',
  'LocalPreAuthorize',
  'MaxEnergyOnInvalidId',
  'MeterValueSampleInterval',
  'SendLocalListMaxLength',
  'StopTransactionOnInvalidId',
  'SupportedFeatureProfiles',
  'TransactionMessageAttempts',
  'TransactionMessageRetryInterval',
  'WebSocketPingInterval',
  'AuthCtrlr.Enabled',
  'AuthCtrlr.AuthorizeRemoteStart',
  'AuthCtrlr.DisableRemoteAuthorization',
  'AuthCtrlr.LocalAuthorizeOffline',
  'AuthCtrlr.LocalPreAuthorize',
  'AuthCtrlr.OfflineTxForUnknownIdEnabled',
  'AuthCacheCtrlr.Enabled',
  'LocalAuthListCtrlr.Enabled',
  'TxCtrlr.EVConnectionTimeOut',
  'TxCtrlr.MaxEnergyOnInvalidId',
  'TxCtrlr.StopTxOnInvalidId',
  'TxCtrlr.TxStartPoint',
] as const
export type StandardKey = (typeof standardKeys)[number]

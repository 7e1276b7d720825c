// Copyright: openmetadata.sso contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A certified OpenID provider with the configuration given as JSON: node server.mjs PORT CONFIGURATION
// `pkceRequired` and `shiftDate` (seconds) are ours, everything else is oidc-provider's own.
import { Provider } from 'oidc-provider';

const [port, text] = process.argv.slice(2);
const { pkceRequired = false, shiftDate = 0, ...configuration } = JSON.parse(text);
const provider = new Provider(`http://localhost:${port}`, { ...configuration, pkce: { required: () => pkceRequired } });
provider.use(async (context, next) => {
  await next();
  if (shiftDate) context.set('Date', new Date(Date.now() + 1000 * shiftDate).toUTCString());
});
provider.listen(Number(port), '127.0.0.1');

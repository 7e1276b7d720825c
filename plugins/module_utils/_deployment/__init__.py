# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a server is installed. Each deployment is one file with one class behind the same interface:

``check()``        a ``HostError`` when the deployment is not there or cannot be used
``prepare()``      what is only looked at before a change, with the same error
``running()``      whether the server runs
``files()``        the files as they should be, as ``FileChange``
``environments()`` {service: environment or ``None`` when it does not run}; the first one is the server's
``restart(force)`` bring the files into effect; ``force`` also when they are in effect already
``ops(arguments, text)``  a program with the server's environment, in its home, with ``text`` as input
``ops_environment()``, ``use_environment(environment)``  what ``ops`` needs, kept for a server that does not run any more
``stop()``         for a server that did not run before
``alive()``        ``None``, or why the server will not come up
``address(url)``   a URL of the server's own view, as the host reaches it
``last_words()``   the last lines of the server's log
``log_mark()``     a moment in the server's log; ``log_since(mark)`` is what it wrote after that
``has_run()``      whether the server ever ran here, so that tokens and secrets may hang on its keys
``key_folder(id)`` where the key pair of an id lies
``key_owner()``    (uid, gid) that the server runs as, ``None`` to keep our own
``can_read(pair)`` whether the server's user can read the private key of a pair
``findings()``     what is wrong in files of the operator, as (rule, severity, option, message, fix)
"""
